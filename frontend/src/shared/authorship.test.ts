import { describe, expect, it } from 'vitest';
import { authorship } from './authorship';

describe('the author of a plan', () => {
  it('is named, and the built-in rules say that they are no language model', () => {
    expect(authorship('rules (not a language model)')).toBe(
      'Drafted by CalledIt’s built-in rules, not a language model',
    );
    expect(authorship('anthropic.claude-sonnet-4')).toBe('Drafted by anthropic.claude-sonnet-4');
  });
});
