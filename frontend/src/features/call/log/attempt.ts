/**
 * Under which key a draft is logged. A key belongs to a draft for as long as it isn't known that every try with it has
 * failed: whatever became of an earlier try, the server then logs the draft once at most, even if it was edited between.
 */
import type { NewCall } from '../../../shared/api/types';

export interface Attempt {
  key: string;
  /** What was sent under the key and may have been logged, in order. */
  sent: readonly NewCall[];
}

/** The attempt with one more try, before it is sent. */
export function withTry(before: Attempt | undefined, call: NewCall, key: string): Attempt {
  if (before === undefined) {
    return { key, sent: [call] };
  }
  const text = JSON.stringify(call);
  return before.sent.some((earlier) => JSON.stringify(earlier) === text)
    ? before
    : { ...before, sent: [...before.sent, call] };
}
