import { describe, expect, it } from 'vitest';
import { answerError, silenceError } from '../../../shared/api/failure';
import { allowedMoves } from './allowed';
import { intentFor, setbackOf } from './intent';
import { linksIn, linksProblem } from './links';
import { noteCount, noteProblem } from './note';
import { checkVerdict, noVerdict } from './verdict';

describe('an intent to write', () => {
  it('keeps its key for as long as it is the same, and another gets another', () => {
    let keys = 0;
    const newKey = () => {
      keys += 1;
      return `key-${keys}`;
    };
    const first = intentFor(undefined, { type: 'note', note: 'a' }, newKey);
    expect(intentFor(first, { type: 'note', note: 'a' }, newKey)).toBe(first);
    expect(intentFor(first, { type: 'note', note: 'b' }, newKey).key).toBe('key-2');
    expect(intentFor(undefined, { type: 'note', note: 'a' }, newKey).key).toBe('key-3');
  });

  it('is refused, overtaken, or nobody knows', () => {
    expect(setbackOf(answerError(422, {}))).toBe('refused');
    expect(setbackOf(answerError(409, {}))).toBe('overtaken');
    expect(setbackOf(answerError(503, {}))).toBe('unknown');
    expect(setbackOf(silenceError(new Error('gone')))).toBe('unknown');
    expect(setbackOf(new TypeError('a fault of the page'))).toBe('unknown');
  });
});

describe('what can be added to a call', () => {
  it('follows from where it stands', () => {
    expect(allowedMoves('open')).toEqual(['confidence', 'note', 'judge', 'withdraw']);
    expect(allowedMoves('ready')).toEqual(['judge', 'note']);
    expect(allowedMoves('judged')).toEqual(['undo', 'note']);
    expect(allowedMoves('withdrawn')).toEqual(['note']);
  });
});

describe('a verdict', () => {
  it('is the outcome with its evidence and note', () => {
    const links = ' https://a.example/1 \n\nhttps://b.example/2\r\nhttps://a.example/1\n';
    expect(checkVerdict({ outcome: 'did_not', links, note: '  It stayed dry. ' })).toEqual({
      ok: true,
      entry: {
        type: 'verdict',
        outcome: 'did_not',
        evidence: ['https://a.example/1', 'https://b.example/2'],
        note: 'It stayed dry.',
      },
    });
    expect(checkVerdict({ outcome: 'void', links: '', note: 'Called off' })).toMatchObject({ ok: true });
  });

  it('needs an outcome, and a link or a note', () => {
    expect(checkVerdict(noVerdict)).toEqual({
      ok: false,
      problems: { outcome: expect.any(String), links: expect.stringContaining('a link or a note') },
    });
  });

  it('takes no link that leads nowhere, too long or too many', () => {
    expect(linksProblem(['javascript:alert(1)'])).toContain('no address of the web');
    expect(linksProblem([`https://example.org/${'x'.repeat(2000)}`])).toContain('too long');
    const many = Array.from({ length: 21 }, (_, i) => `https://example.org/${i}`);
    expect(linksProblem(many)).toContain('20 is the most');
    expect(linksProblem(many.slice(1))).toBeUndefined();
    expect(linksIn('')).toEqual([]);
  });
});

describe('a note', () => {
  it('is counted near its limit, and stops there with words', () => {
    expect(noteCount('x'.repeat(9000))).toBe('');
    expect(noteCount('x'.repeat(9001))).toBe('9,001 of 10,000 characters');
    expect(noteProblem('x'.repeat(10_000))).toBeUndefined();
    expect(noteProblem('x'.repeat(10_001))).toBe('That is 1 character too long.');
  });
});
