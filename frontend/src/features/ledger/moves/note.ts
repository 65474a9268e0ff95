/** What a note may be. */

/** The server's limit, in characters. */
export const longestNote = 10_000;

/** From here on the count is shown. */
const nearLimit = 9_000;

/** Why the note can't be written; nothing if it can. */
export function noteProblem(note: string): string | undefined {
  const over = note.trim().length - longestNote;
  return over > 0
    ? `That is ${over.toLocaleString('en')} ${over === 1 ? 'character' : 'characters'} too long.`
    : undefined;
}

/** How much of the room is used, once that matters. */
export function noteCount(note: string): string {
  const length = note.trim().length;
  return length > nearLimit
    ? `${length.toLocaleString('en')} of ${longestNote.toLocaleString('en')} characters`
    : '';
}
