/** Sends a draft to be logged, and finds out what became of it. */
import { logCall } from '../../../shared/api/client';
import { ApiError, type Failure, failureOf } from '../../../shared/api/failure';
import type { Call, NewCall } from '../../../shared/api/types';
import type { Attempt } from './attempt';

export type Outcome =
  | { kind: 'logged'; call: Call }
  /** The server has said that it didn't log it. */
  | { kind: 'refused'; failure: Failure }
  /** It may have been logged. */
  | { kind: 'unknown'; failure: Failure }
  /** An earlier version of the draft was logged; `call` is missing where it can't be fetched. */
  | { kind: 'already'; call: Call | undefined };

export type Log = (call: NewCall, key: string) => Promise<Call>;

export async function sendAttempt(attempt: Attempt, call: NewCall, log: Log = logCall): Promise<Outcome> {
  try {
    return { kind: 'logged', call: await log(call, attempt.key) };
  } catch (error) {
    if (isKeyReuse(error)) {
      return { kind: 'already', call: await findEarlier(attempt, call, log) };
    }
    return {
      kind: error instanceof ApiError && error.refused ? 'refused' : 'unknown',
      failure: failureOf(error),
    };
  }
}

function isKeyReuse(error: unknown): boolean {
  return error instanceof ApiError && error.status === 422 && /idempotency|key/.test(error.type);
}

/** The key is taken, so sending what it was taken with logs nothing and gives the call that it was logged as. */
async function findEarlier(attempt: Attempt, call: NewCall, log: Log): Promise<Call | undefined> {
  for (const earlier of attempt.sent) {
    if (JSON.stringify(earlier) !== JSON.stringify(call)) {
      try {
        return await log(earlier, attempt.key);
      } catch {
        // Not this one, or not now.
      }
    }
  }
  return undefined;
}
