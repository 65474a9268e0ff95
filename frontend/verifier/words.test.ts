import { describe, expect, it } from 'vitest';
import type { Call } from './standings';
import { sentenceOf, stateOf } from './words';

const call: Call = {
  number: 1,
  statement: 'It rains in Basel',
  loggedAt: 0,
  imported: false,
  due: 1_000,
  loggedIn: 1,
  judgedIn: 0,
  outcome: '',
  withdrawnIn: 0,
};

describe('the state of a call', () => {
  it.each([
    ['Open', {}, 999],
    ['Ready to judge', {}, 1_000],
    ['Came true', { judgedIn: 2, outcome: 'came_true' }, 0],
    ['Withdrawn', { withdrawnIn: 2 }, 2_000],
  ])('is "%s"', (state, has, now) => {
    expect(stateOf({ ...call, ...has }, now)).toBe(state);
  });
});

describe('the sentence', () => {
  it('counts in words that fit', () => {
    expect(
      sentenceOf({ kind: 'holds', owner: 'local', entries: 1, head: '', calls: [call], remarks: [] }),
    ).toBe('1 entry, 1 call: each is as it was written.');
  });

  it('names the entry only where there is one', () => {
    expect(sentenceOf({ kind: 'broken', entry: 3, reason: 'its hash differs.', calls: [] })).toBe(
      'The chain is broken at entry 3: its hash differs.',
    );
    expect(sentenceOf({ kind: 'broken', entry: undefined, reason: 'it claims more.', calls: [] })).toBe(
      'The chain is broken: it claims more.',
    );
  });
});
