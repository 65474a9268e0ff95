import { describe, expect, it } from 'vitest';
import { aCall, entries } from '../testing';
import { confidences, receipt, shortHash, timeline } from './entryWords';
import { webAddress } from './link';

describe('what has happened to a call', () => {
  it('is told entry by entry, with what changed', () => {
    const call = aCall({
      entries: [
        entries.logged(4, { callNumber: 2, confidence: 70 }),
        entries.confidence(6, 60),
        entries.note(7, 'Still think so'),
        entries.confidence(9, 65),
        entries.withdrawal(12),
      ],
    });
    expect(timeline(call).map(({ number, words, note }) => [number, words, note])).toEqual([
      [4, 'Logged as call 2, 70% sure', undefined],
      [6, 'Confidence 70% → 60%', undefined],
      [7, 'Note', 'Still think so'],
      [9, 'Confidence 60% → 65%', undefined],
      [12, 'Withdrawn', undefined],
    ]);
    expect(confidences(call)).toEqual([70, 60, 65]);
  });

  it('keeps a verdict that was undone, and says by which entry', () => {
    const call = aCall({
      entries: [
        entries.logged(1),
        entries.verdict(2, 'void', ['https://example.org'], 'Called off'),
        entries.undo(5, 2),
        entries.verdict(6, 'did_not', []),
      ],
    });
    expect(timeline(call).slice(1)).toMatchObject([
      { words: 'Judged: void', undoneBy: 5, evidence: ['https://example.org'], note: 'Called off' },
      { words: 'Verdict of entry 2 undone' },
      { words: 'Judged: didn’t', outcome: 'did_not' },
    ]);
    expect(timeline(call)[3]).not.toHaveProperty('undoneBy');
  });

  it('remembers what came from a file', () => {
    const imported = { ...entries.logged(1), imported: { at: '2025-03-03T12:00:00.000Z' } };
    expect(timeline(aCall({ entries: [imported] }))[0]?.importedFrom).toBe('2025-03-03T12:00:00.000Z');
  });

  it('names a kind of entry that only a later version knows', () => {
    const strange = { ...entries.note(2, 'x'), type: 'prophecy' } as unknown as ReturnType<
      typeof entries.note
    >;
    expect(timeline(aCall({ entries: [entries.logged(1), strange] }))[1]?.words).toContain('prophecy');
  });
});

describe('a receipt', () => {
  it('is the number of the entry that logged the call, and its whole hash', () => {
    const call = aCall({ entries: [entries.logged(17)], hash: 'ab'.repeat(32) });
    expect(receipt(call)).toBe(`17:${'ab'.repeat(32)}`);
    expect(shortHash(call.hash)).toBe('abababab');
  });
});

describe('a piece of evidence', () => {
  it.each(['https://example.org/a?b=c', 'http://example.org/', ' https://example.org '])(
    '“%s” can be followed',
    (text) => {
      expect(webAddress(text)).toBe(new URL(text.trim()).href);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//example.org',
    'example.org',
    '',
  ])('“%s” can’t', (text) => {
    expect(webAddress(text)).toBeUndefined();
  });
});
