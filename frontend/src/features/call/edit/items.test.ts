import { describe, expect, it } from 'vitest';
import { addAfter, changeText, move, pasteLines, remove } from './items';

const items = ['a', 'b', 'c'].map((text, id) => ({ id, text }));
const texts = (list: readonly { text: string }[]) => list.map(({ text }) => text);

describe('an entry', () => {
  it('is added behind another, or at the end, under an id of its own', () => {
    expect(addAfter(items, 0)).toEqual({
      items: [
        { id: 0, text: 'a' },
        { id: 3, text: '' },
        { id: 1, text: 'b' },
        { id: 2, text: 'c' },
      ],
      added: 3,
    });
    expect(texts(addAfter(items, undefined).items)).toEqual(['a', 'b', 'c', '']);
    expect(addAfter([], undefined).added).toBe(0);
  });

  it('is removed, and the one before it is next', () => {
    expect(remove(items, 1)).toEqual({ items: [items[0], items[2]], next: 0 });
    expect(remove(items, 0).next).toBe(1);
  });

  it('that is the last one is emptied instead', () => {
    expect(remove([{ id: 4, text: 'x' }], 4)).toEqual({ items: [{ id: 4, text: '' }], next: 4 });
  });

  it('moves by one place, and not past an end', () => {
    expect(texts(move(items, 1, -1))).toEqual(['b', 'a', 'c']);
    expect(texts(move(items, 1, 1))).toEqual(['a', 'c', 'b']);
    expect(move(items, 0, -1)).toBe(items);
    expect(move(items, 2, 1)).toBe(items);
    expect(move(items, 9, 1)).toBe(items);
  });

  it('keeps its id when its text is changed', () => {
    expect(changeText(items, 1, 'x')[1]).toEqual({ id: 1, text: 'x' });
  });
});

describe('lines that are pasted', () => {
  it('become entries, the first and the last within the words around them', () => {
    const { items: pasted, last } = pasteLines(
      [{ id: 0, text: 'one two' }, ...items.slice(1)],
      0,
      { start: 3, end: 4 },
      ' and\r\n\nmore\nthen ',
    );
    expect(texts(pasted)).toEqual(['one and', 'more', 'then two', 'b', 'c']);
    expect(last).toBe(4);
    expect(new Set(pasted.map(({ id }) => id)).size).toBe(5);
  });

  it('that are blank change nothing', () => {
    expect(pasteLines(items, 0, { start: 0, end: 1 }, '\n \n').items).toBe(items);
  });
});
