/**
 * What someone means to write, under the key by which the server knows it again. The same words tried again are the
 * same intent, however often they are sent; other words are another.
 */
import { ApiError } from '../../../shared/api/failure';
import type { NewEntry } from '../../../shared/api/types';

export interface Intent {
  key: string;
  entry: NewEntry;
}

/** The intent to write this entry: the one before, if it is that. */
export function intentFor(before: Intent | undefined, entry: NewEntry, newKey: () => string): Intent {
  return before !== undefined && JSON.stringify(before.entry) === JSON.stringify(entry)
    ? before
    : { key: newKey(), entry };
}

/** How a write failed: refused; refused because the call is no longer what the page shows; or nobody knows. */
export type Setback = 'refused' | 'overtaken' | 'unknown';

export function setbackOf(error: unknown): Setback {
  if (!(error instanceof ApiError) || !error.refused) {
    return 'unknown';
  }
  return error.status === 409 ? 'overtaken' : 'refused';
}
