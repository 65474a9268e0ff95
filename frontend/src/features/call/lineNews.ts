/** Decides when the line to the server is worth a word: not for a moment's drop, and not for every attempt that fails. */

export interface LineNews {
  /** What is wrong with the line, if anything, and whether it is open. */
  now(trouble: string | undefined, open: boolean): void;
  close(): void;
}

/** Each state has to last, or to come back again and again, for `lastingMs` before it is said; and is said once. */
export function createLineNews(say: (words: string) => void, lastingMs = 1000): LineNews {
  let trouble: string | undefined;
  let said: string | undefined;
  let bad: ReturnType<typeof setTimeout> | undefined;
  let good: ReturnType<typeof setTimeout> | undefined;

  function sayTrouble() {
    bad = undefined;
    if (trouble !== undefined && trouble !== said) {
      said = trouble;
      say(trouble);
    }
  }

  function sayReturn() {
    clearTimeout(bad);
    bad = undefined;
    if (said !== undefined) {
      said = undefined;
      say('Connected again');
    }
  }

  return {
    now(next, open) {
      trouble = next;
      clearTimeout(good);
      if (trouble !== undefined) {
        // Not begun anew by a line that opens and closes at once: that one is as good as none.
        bad ??= setTimeout(sayTrouble, lastingMs);
      } else if (open) {
        good = setTimeout(sayReturn, lastingMs);
      }
    },
    close() {
      clearTimeout(bad);
      clearTimeout(good);
    },
  };
}
