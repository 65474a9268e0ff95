import { describe, expect, it } from 'vitest';
import { confidenceProblem, readConfidence } from './percent';

describe('a confidence', () => {
  it.each([
    ['1', 1],
    ['70', 70],
    [' 99 ', 99],
  ])('of %j is %i percent', (text, percent) => {
    expect(readConfidence(text)).toBe(percent);
    expect(confidenceProblem(text)).toBeUndefined();
  });

  it.each(['0', '100', '70.5', '-5', '07', '1e1', 'half'])('can’t be %j', (text) => {
    expect(readConfidence(text)).toBeUndefined();
    expect(confidenceProblem(text)).toBe('Give a whole number from 1 to 99. Nothing ahead is quite certain.');
  });

  it('has to be said', () => {
    expect(confidenceProblem('')).toBe('Say how sure you are, from 1 to 99%.');
  });
});
