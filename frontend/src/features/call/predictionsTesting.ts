/** What the tests of the following of runs share: the service on a socket that is driven by hand, and what it says. */
import { afterEach, beforeEach, vi } from 'vitest';
import type { SocketState } from '../../shared/socket';
import type { CallEvent } from './callState';
import { Predictions } from './predictions';
import { handSocket, inOrder } from './testing';

export function open(initial: SocketState = 'open') {
  const socket = handSocket(initial);
  const predictions = new Predictions({
    socket,
    now: () => Date.now(),
    newId: inOrder('request'),
    timezone: () => 'Europe/Paris',
  });
  const events: CallEvent[] = [];
  predictions.onEvent((event) => events.push(event));
  const last = () => events.at(-1);
  return { socket, predictions, events, last };
}

/** Lets the tests move the clock. */
export function onAClockOfItsOwn() {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });
}
