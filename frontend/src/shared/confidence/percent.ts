/** How sure someone is, in percent: a whole number from 1 to 99, or not said yet. */

/** What was typed, as a number; `undefined` for anything that isn't such a number. */
export function readConfidence(text: string): number | undefined {
  return /^\s*[1-9]\d?\s*$/.test(text) ? Number(text) : undefined;
}

/** Why the call can't be logged with it; nothing if it can. */
export function confidenceProblem(text: string): string | undefined {
  if (readConfidence(text) !== undefined) {
    return undefined;
  }
  return text.trim() === ''
    ? 'Say how sure you are, from 1 to 99%.'
    : 'Give a whole number from 1 to 99. Nothing ahead is quite certain.';
}
