/** What can be done to a list while it is edited. Pure; entries keep their ids. */
import type { Item } from './terms';

function newIds(items: readonly Item[]): () => number {
  let last = Math.max(-1, ...items.map(({ id }) => id));
  return () => {
    last += 1;
    return last;
  };
}

export function changeText(items: readonly Item[], id: number, text: string): readonly Item[] {
  return items.map((item) => (item.id === id ? { id, text } : item));
}

/** A blank entry behind another, or at the end; and which it is. */
export function addAfter(items: readonly Item[], id: number | undefined): { items: Item[]; added: number } {
  const added = newIds(items)();
  const found = items.findIndex((item) => item.id === id);
  const at = found < 0 ? items.length : found + 1;
  return { items: items.toSpliced(at, 0, { id: added, text: '' }), added };
}

/** Without an entry; and the one that is now nearest to where it was. The last entry is emptied instead. */
export function remove(items: readonly Item[], id: number): { items: readonly Item[]; next: number } {
  const at = items.findIndex((item) => item.id === id);
  const left = items.filter((item) => item.id !== id);
  const next = left[Math.max(0, at - 1)];
  return next === undefined ? { items: [{ id, text: '' }], next: id } : { items: left, next: next.id };
}

/** An entry one place up (-1) or down (1), as far as there is one. */
export function move(items: readonly Item[], id: number, by: -1 | 1): readonly Item[] {
  const from = items.findIndex((item) => item.id === id);
  const item = items[from];
  const to = from + by;
  return item === undefined || to < 0 || to >= items.length
    ? items
    : items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** Several lines pasted over a selection: each becomes an entry of its own. And the entry that the last went to. */
export function pasteLines(
  items: readonly Item[],
  id: number,
  selection: { start: number; end: number },
  pasted: string,
): { items: readonly Item[]; last: number } {
  const at = items.findIndex((item) => item.id === id);
  const into = items[at];
  const lines = pasted.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (into === undefined || lines.length === 0) {
    return { items, last: id };
  }
  const whole = lines.with(0, into.text.slice(0, selection.start) + (lines[0] ?? ''));
  const texts = whole.with(-1, (whole.at(-1) ?? '') + into.text.slice(selection.end));
  const nextId = newIds(items);
  const replaced = texts.map((text, i) => ({ id: i === 0 ? id : nextId(), text }));
  return { items: items.toSpliced(at, 1, ...replaced), last: replaced.at(-1)?.id ?? id };
}
