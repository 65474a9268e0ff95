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
  /** The answer should have been here by now; what comes after all is `heard`. */
  late: () => void;
  giveUp: () => void;
  /**
   * How long nothing may come before it is asked, how soon an answer is expected then, and how long it may take;
   * milliseconds.
   */
  silenceMs?: number;
  lateMs?: number;
  answerMs?: number;
  doubtMs?: number;
}

/** Later than this, a timer was held back: the page was hidden, or the machine asleep. */
const slackMs = 2_000;

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const {
    ask,
    late,
    giveUp,
    silenceMs = 12_000,
    lateMs = 3_000,
    answerMs = 10_000,
    doubtMs = 4_000,
  } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function question(patienceMs: number, again: boolean) {
    ask();
    // The answer may be waiting behind a timer that was held back.
    const wait = (ms: number, inTime: () => void, heldBack: () => void) => {
      const due = Date.now() + ms;
      clearTimeout(timer);
      timer = setTimeout(() => (!again && Date.now() > due + slackMs ? heldBack() : inTime()), ms);
    };
    const askAgain = () => question(patienceMs, true);
    wait(
      lateMs,
      () => {
        late();
        wait(patienceMs - lateMs, giveUp, askAgain);
      },
      askAgain,
    );
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
