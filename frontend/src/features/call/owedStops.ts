/** What was stopped while that could not be said, until it can. */
import type { Following } from './following';
import { makecallMessage, stopMessage } from './frame';

/** So long a run goes on without a reader, by default, in milliseconds: after that there is nothing left to stop. */
const graceMs = 30_000;

export class OwedStops {
  readonly #now: () => number;
  readonly #runs = new Set<string>();
  /** Requests that nobody waits for any more and whose run has no id here yet, and when the connection went. */
  readonly #requests = new Map<Following, number>();

  /** `now` in milliseconds; only differences matter. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Notes that what is followed is to end; nothing where the server can't know of it. */
  owe(given: Following) {
    if (given.runId !== undefined) {
      this.#runs.add(given.runId);
    } else if (given.everSent) {
      this.#requests.set(given, this.#now());
    }
  }

  /**
   * Says what can be said. Only the first frame tells a run's id, and a request that is sent again attaches to its run:
   * so it is, and given back, for its run to be stopped once it has an id.
   */
  pay(send: (message: string) => boolean): Following[] {
    for (const runId of this.#runs) {
      if (send(stopMessage(runId))) {
        this.#runs.delete(runId);
      }
    }
    const asked: Following[] = [];
    for (const [given, since] of this.#requests) {
      const over = this.#now() - since >= graceMs;
      const sent = !over && given.request !== undefined && send(makecallMessage(given.request));
      if (sent) {
        asked.push(given);
      }
      if (over || sent) {
        this.#requests.delete(given);
      }
    }
    return asked;
  }
}
