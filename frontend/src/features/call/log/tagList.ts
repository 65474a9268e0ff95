/** The words under which a call is found again, as the server keeps them: trimmed, in lower case, each once. */

export const mostTags = 10;
export const longestTag = 40;

export type Tagging = { tags: readonly string[]; problem: string };

/** The tags with those that were written, split at commas; what can't be added is said, and nothing is then. */
export function addTags(tags: readonly string[], written: string): Tagging {
  const added = written
    .split(/[,，\r\n]/)
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
  const all = [...new Set([...tags, ...added])];
  const long = added.find((tag) => tag.length > longestTag);
  if (long !== undefined) {
    return { tags, problem: `A tag has at most ${longestTag} characters; this one has ${long.length}.` };
  }
  if (added.some((tag) => /\p{Cc}/u.test(tag))) {
    return { tags, problem: 'A tag can’t hold a control character.' };
  }
  return all.length > mostTags
    ? { tags, problem: `A call has at most ${mostTags} tags. Remove one first.` }
    : { tags: all, problem: '' };
}

/** Tags as one text and back: no tag holds a comma. */
export function readTags(text: string): readonly string[] {
  return addTags([], text).tags;
}

export function writeTags(tags: readonly string[]): string {
  return tags.join(',');
}
