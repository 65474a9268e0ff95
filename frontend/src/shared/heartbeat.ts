/** Notices that nobody answers any more on a line that still looks open. */

export interface Heartbeat {
  /** Something came. */
  heard(): void;
  /** Asks now, as there is a reason to doubt the line; no answer within a few seconds means a dead one. */
  doubt(): void;
  stop(): void;
}

export interface HeartbeatOptions {
  ask: () => void;
  giveUp: () => void;
  /** How long nothing may come before it is asked, and how long the answer may take then; milliseconds. */
  silenceMs?: number;
  answerMs?: number;
  doubtMs?: number;
}

/** Later than this, a timer was held back: the page was hidden, or the machine asleep. */
const slackMs = 2_000;

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { ask, giveUp, silenceMs = 12_000, answerMs = 10_000, doubtMs = 4_000 } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function question(patienceMs: number, again: boolean) {
    clearTimeout(timer);
    ask();
    const due = Date.now() + patienceMs;
    timer = setTimeout(() => {
      // The answer may be waiting behind a timer that was held back.
      if (!again && Date.now() > due + slackMs) {
        question(patienceMs, true);
      } else {
        giveUp();
      }
    }, patienceMs);
  }

  return {
    heard() {
      clearTimeout(timer);
      timer = setTimeout(() => question(answerMs, false), silenceMs);
    },
    doubt: () => question(doubtMs, false),
    stop: () => clearTimeout(timer),
  };
}
