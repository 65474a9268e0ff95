import { describe, expect, it } from 'vitest';
import { checkPrompt } from './prompt';

describe('a prediction’s text', () => {
  it('is sent trimmed', () => {
    expect(checkPrompt('  It rains \n')).toEqual({ ok: true, prompt: 'It rains' });
  });

  it('has to be there', () => {
    expect(checkPrompt(' \n ')).toEqual({ ok: false, problem: 'Write a prediction first.' });
  });

  it.each(['\u200B\u2060', '\u00A0\u00A0', '\u200B \n\uFEFF'])('isn’t invisible: %j', (text) => {
    expect(checkPrompt(text)).toEqual({ ok: false, problem: 'Write a prediction first.' });
  });

  it.each(['?!', '.', '…', '—\u200B', '\u0301'])('isn’t punctuation alone: %j', (text) => {
    expect(checkPrompt(text)).toEqual({ ok: false, problem: 'Write the prediction in words.' });
  });

  it.each(['a', '7', '📈', '雨', '>', '!?x'])('may be as little as %j', (text) => {
    expect(checkPrompt(text)).toEqual({ ok: true, prompt: text });
  });

  it('may have 2,000 characters, an emoji being one', () => {
    expect(checkPrompt('📈'.repeat(2000)).ok).toBe(true);
    expect(checkPrompt('x'.repeat(2001))).toEqual({
      ok: false,
      problem: 'That is 1 character too long. Shorten it to 2,000.',
    });
  });
});
