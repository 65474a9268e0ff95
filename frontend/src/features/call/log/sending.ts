/** Sends a draft to be logged, and finds out what became of it. */
import { logCall, readCall } from '../../../shared/api/client';
import { ApiError, type Failure, failureOf } from '../../../shared/api/failure';
import type { Call, NewCall } from '../../../shared/api/types';

export type Outcome =
  | { kind: 'logged'; call: Call }
  /** The server has said that it didn't log it. */
  | { kind: 'refused'; failure: Failure }
  /** It may have been logged. */
  | { kind: 'unknown'; failure: Failure }
  /** An earlier version of the draft was logged, as this call where the server says as which. */
  | { kind: 'already'; as: { id: string; number: number | undefined } | undefined };

export async function sendCall(call: NewCall, key: string): Promise<Outcome> {
  try {
    return { kind: 'logged', call: await logCall(call, key) };
  } catch (error) {
    if (error instanceof ApiError && error.type === keyReused) {
      return { kind: 'already', as: await describe(error.call) };
    }
    const kind = error instanceof ApiError && error.refused ? 'refused' : 'unknown';
    return { kind, failure: failureOf(error) };
  }
}

/** The kind of problem that a key has which other content came with before, and was logged. */
const keyReused = '/problems/key-reused';

async function describe(id: string | undefined) {
  if (id === undefined) {
    return undefined;
  }
  try {
    return { id, number: (await readCall(id)).number };
  } catch {
    // Its address is enough to go there.
    return { id, number: undefined };
  }
}
