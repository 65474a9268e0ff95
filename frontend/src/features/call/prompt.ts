/** What a prediction's text must be before it is sent. */

/** The server's limit, in Unicode code points after trimming. */
export const promptLimit = 2000;

/** From here on the count is shown. */
export const promptWarning = 1800;

/** Spaces and characters without a shape, such as a zero-width space. */
const nothingToSee = /^[\p{Z}\p{C}\s]*$/u;

/** The server's rule: a letter, a digit or a symbol, of which an emoji is one. */
const saysSomething = /[\p{L}\p{N}\p{S}]/u;

export type PromptCheck = { ok: true; prompt: string } | { ok: false; problem: string };

export function promptLength(text: string): number {
  return [...text.trim()].length;
}

export function checkPrompt(text: string): PromptCheck {
  const prompt = text.trim();
  const length = promptLength(prompt);
  if (nothingToSee.test(prompt)) {
    return { ok: false, problem: 'Write a prediction first.' };
  }
  if (!saysSomething.test(prompt)) {
    return { ok: false, problem: 'Write the prediction in words.' };
  }
  if (length > promptLimit) {
    const over = length - promptLimit;
    return {
      ok: false,
      problem: `That is ${over.toLocaleString('en')} ${over === 1 ? 'character' : 'characters'} too long. Shorten it to ${promptLimit.toLocaleString('en')}.`,
    };
  }
  return { ok: true, prompt };
}
