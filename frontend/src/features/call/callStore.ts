/** Holds the state of the call for whoever draws it, and lets a burst of tokens be drawn once per frame. */
import { type CallEvent, type CallState, idle, reduce } from './callState';

export interface CallStore {
  get(): CallState;
  subscribe(changed: () => void): () => void;
  apply(event: CallEvent): void;
}

/** `soon` runs its argument before the next paint, or shortly after where nothing is painted. */
export function createCallStore(
  soon: (task: () => void) => void = beforeNextPaint,
  initial: CallState = idle,
): CallStore {
  const listeners = new Set<() => void>();
  let state = initial;
  let drawn = initial;
  let planned = false;

  function draw() {
    planned = false;
    if (drawn !== state) {
      drawn = state;
      for (const listener of listeners) {
        listener();
      }
    }
  }

  return {
    get: () => drawn,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    apply(event) {
      state = reduce(state, event);
      if (event.type !== 'frame' || event.frame.type !== 'text') {
        draw();
      } else if (!planned) {
        planned = true;
        soon(draw);
      }
    },
  };
}

/** A hidden page gets no animation frames, so a timer stands by. */
function beforeNextPaint(task: () => void) {
  let done = false;
  const once = () => {
    if (!done) {
      done = true;
      task();
    }
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}
