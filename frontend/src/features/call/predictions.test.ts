import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SocketState } from '../../shared/socket';
import type { CallEvent } from './callState';
import { Predictions } from './predictions';
import { handSocket, runOf } from './testing';

function open(initial: SocketState = 'open') {
  const socket = handSocket(initial);
  let ids = 0;
  const predictions = new Predictions({
    socket,
    now: () => Date.now(),
    newId: () => {
      ids += 1;
      return `request-${ids}`;
    },
    timezone: () => 'Europe/Paris',
  });
  const events: CallEvent[] = [];
  predictions.onEvent((event) => events.push(event));
  const last = () => events.at(-1);
  return { socket, predictions, events, last };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a call', () => {
  it('is sent once, with the person’s zone and an id of its own', () => {
    const { socket, predictions } = open();
    predictions.call('It rains');
    predictions.call('It snows');
    expect(socket.sent).toEqual([
      { action: 'makecall', prompt: 'It rains', timezone: 'Europe/Paris', requestId: 'request-1' },
    ]);
  });

  it('waits for the connection and then goes out once', () => {
    const { socket, predictions } = open('connecting');
    predictions.call('It rains');
    expect(socket.sent).toEqual([]);
    socket.become('unreachable');
    socket.become('open');
    expect(socket.sent).toHaveLength(1);
  });

  it('stays under way on a line on which nobody answers for a while', () => {
    const { socket, predictions, events } = open();
    predictions.call('It rains');
    socket.receive(runOf('r1').processing());
    socket.become('unanswered');
    socket.become('open');
    expect(socket.sent).toHaveLength(1);
    expect(events.map(({ type }) => type)).toEqual(['called', 'frame', 'lineOpened']);
  });

  it('that has had no answer goes out again after a reconnect, as the same request', () => {
    const { socket, predictions, events } = open();
    predictions.call('It rains');
    socket.become('connecting');
    socket.become('open');
    expect(socket.sent.map((message) => message.requestId)).toEqual(['request-1', 'request-1']);
    expect(events.map((event) => event.type)).toEqual(['called', 'lineOpened']);
  });

  it('that is being drafted is not made again after a lost connection: its run is gone on with', () => {
    const { socket, predictions, events } = open();
    predictions.call('It rains');
    const run = runOf('r1');
    socket.receive(run.processing());
    socket.receive(run.text('a'));
    socket.become('connecting');
    predictions.call('It rains');
    socket.become('unreachable');
    socket.become('open');
    socket.receive({ type: 'pong' });
    expect(socket.sent.slice(1)).toEqual([
      { action: 'resume', runId: 'r1', afterSeq: 2 },
      { action: 'ping' },
    ]);
    expect(events.map((event) => event.type)).toEqual([
      ...['called', 'frame', 'frame', 'disconnected', 'lineOpened', 'resumed', 'caughtUp'],
    ]);
  });

  it('fails in words when nobody answers', () => {
    const { predictions, last } = open();
    predictions.call('It rains');
    vi.advanceTimersByTime(9_999);
    expect(last()?.type).toBe('called');
    vi.advanceTimersByTime(1);
    expect(last()).toMatchObject({ type: 'refused', failure: { code: 'no_answer', retryable: true } });
  });

  it('may take its time once it has begun', () => {
    const { socket, predictions, last } = open();
    predictions.call('It rains');
    socket.receive(runOf('r1').processing());
    vi.advanceTimersByTime(120_000);
    expect(last()?.type).toBe('frame');
  });

  it('may wait for a connection longer than for an answer', () => {
    const { predictions, last } = open('unreachable');
    predictions.call('It rains');
    vi.advanceTimersByTime(60_000);
    expect(last()?.type).toBe('called');
  });

  it('that is turned down says why', () => {
    const { socket, predictions, last } = open();
    predictions.call('It rains');
    socket.receive({ type: 'error', message: 'Slow down.', code: 'rate_limited', retryable: true });
    expect(last()).toMatchObject({
      type: 'refused',
      failure: { message: 'Slow down.', code: 'rate_limited', retryable: true },
    });
  });

  it('fails in words when a frame of it can’t be read, and is ended at the server', () => {
    const { socket, predictions, last } = open();
    predictions.call('It rains');
    socket.receive(runOf('r1').processing());
    socket.receive({ type: 'complete', runId: 'r1', seq: 2, content: {} });
    expect(last()).toMatchObject({ type: 'refused', failure: { code: 'unreadable_frame' } });
    expect(socket.sent.at(-1)).toEqual({ action: 'stop', runId: 'r1' });
  });
});

describe('a run that is gone on with', () => {
  it('may have been begun by another page', () => {
    const { socket, predictions, events } = open('connecting');
    predictions.follow({ runId: 'r1', lastSeq: 0 });
    expect(socket.sent).toEqual([]);
    socket.become('open');
    expect(socket.sent).toEqual([{ action: 'resume', runId: 'r1', afterSeq: 0 }, { action: 'ping' }]);
    const run = runOf('r1');
    socket.receive(run.processing());
    socket.receive(run.complete());
    expect(events.map((event) => event.type)).toEqual(['lineOpened', 'resumed', 'frame', 'frame']);
  });

  it('has caught up with nothing before its first frame, whatever comes earlier', () => {
    const { socket, predictions, events } = open();
    predictions.follow({ runId: 'r1', lastSeq: 0 });
    socket.receive({ type: 'pong' });
    expect(events).toEqual([{ type: 'resumed' }]);
    socket.receive(runOf('r1').processing());
    expect(events.map((event) => event.type)).toEqual(['resumed', 'frame', 'caughtUp']);
  });

  it('may be no more', () => {
    const { socket, predictions, last } = open();
    predictions.follow({ runId: 'r1', lastSeq: 0 });
    socket.receive({ type: 'pong' });
    socket.receive({ type: 'error', message: 'Not known.', code: 'unknown_run', retryable: false });
    expect(last()).toMatchObject({ type: 'gone' });
    predictions.call('It rains');
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall' });
  });

  it('is asked for on another connection where nobody answers', () => {
    const { socket, predictions } = open();
    predictions.follow({ runId: 'r1', lastSeq: 7 });
    vi.advanceTimersByTime(10_000);
    expect(socket.reconnects).toBe(1);
    socket.become('connecting');
    socket.become('open');
    expect(socket.sent.at(-2)).toEqual({ action: 'resume', runId: 'r1', afterSeq: 7 });
    socket.receive({ type: 'pong' });
    vi.advanceTimersByTime(60_000);
    expect(socket.reconnects).toBe(1);
  });

  it.each([
    ['after the hint', { code: 'too_many_runs', retryAfterMs: 5_000 }, 5_000],
    ['soon where there is no hint', { code: 'internal' }, 2_000],
    ['within a minute whatever the hint', { code: 'server_busy', retryAfterMs: 3_600_000 }, 60_000],
  ])('is asked for once more where that was refused, %s, and then left', (_, said, ms) => {
    const refusal = { type: 'error', message: 'Not now.', retryable: true, ...said };
    const { socket, predictions, events, last } = open();
    predictions.follow({ runId: 'r1', lastSeq: 7 });
    const asked = () => socket.sent.filter(({ action }) => action === 'resume').length;
    socket.receive(refusal);
    socket.receive({ type: 'pong' });
    vi.advanceTimersByTime(ms - 1);
    expect(asked()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(asked()).toBe(2);
    expect(socket.sent.at(-2)).toEqual({ action: 'resume', runId: 'r1', afterSeq: 7 });
    socket.receive(refusal);
    socket.receive({ type: 'pong' });
    expect(events.map(({ type }) => type)).toEqual(['resumed', 'resumed', 'refused']);
    expect(last()).toMatchObject({ failure: said });
    vi.advanceTimersByTime(120_000);
    expect(asked()).toBe(2);
  });

  it('goes on where it was refused once and then taken up', () => {
    const { socket, predictions, events } = open();
    predictions.follow({ runId: 'r1', lastSeq: 0 });
    socket.receive({ type: 'error', message: 'Not now.', code: 'too_many_runs', retryable: true });
    socket.receive({ type: 'pong' });
    vi.advanceTimersByTime(2_000);
    socket.receive(runOf('r1').processing());
    socket.receive({ type: 'pong' });
    vi.advanceTimersByTime(60_000);
    expect(socket.reconnects).toBe(0);
    expect(events.map(({ type }) => type)).toEqual(['resumed', 'resumed', 'frame', 'caughtUp']);
  });

  it('is left at once where asking again can’t help', () => {
    const { socket, predictions, last } = open();
    predictions.follow({ runId: 'r1', lastSeq: 7 });
    socket.receive({ type: 'error', message: 'Sign in.', code: 'unauthorized', retryable: false });
    expect(last()).toMatchObject({ type: 'refused', failure: { code: 'unauthorized' } });
  });

  it('is given up where what follows never fits, and ended at the server', () => {
    const { socket, predictions, last } = open();
    predictions.follow({ runId: 'r1', lastSeq: 7 });
    socket.receive({ type: 'pong' });
    for (let i = 0; i < 11; i += 1) {
      socket.receive({ type: 'text', runId: 'r1', seq: 20 + i, content: 'x' });
      socket.receive({ type: 'pong' });
    }
    expect(socket.sent.filter(({ action }) => action === 'resume')).toHaveLength(11);
    expect(socket.sent.at(-1)).toEqual({ action: 'stop', runId: 'r1' });
    expect(last()).toMatchObject({ type: 'refused', failure: { code: 'unreadable_frame' } });
  });

  it('waits with its request for a connection that isn’t turned away', () => {
    const { socket, predictions, last } = open();
    predictions.call('It rains');
    socket.receive({
      ...{ type: 'error', message: 'Too many.', code: 'too_many_connections', retryable: true },
      retryAfterMs: 20_000,
    });
    expect(socket.away).toEqual([20_000]);
    socket.become('turnedAway');
    expect(last()?.type).toBe('called');
    socket.become('open');
    expect(socket.sent.map(({ requestId }) => requestId)).toEqual(['request-1', 'request-1']);
  });
});

describe('the frames of a run', () => {
  it('are followed by its id, and those of others left out', () => {
    const { socket, predictions, events } = open();
    predictions.call('It rains');
    const mine = runOf('r1');
    const other = runOf('r2');
    socket.receive(mine.processing());
    socket.receive(other.processing());
    socket.receive(other.text('x'));
    socket.receive(mine.text('y'));
    socket.receive({ type: 'pong' });
    socket.receive({ type: 'weather' });
    const frames = events.flatMap((event) => (event.type === 'frame' ? [event.frame] : []));
    expect(frames.map((frame) => frame.runId)).toEqual(['r1', 'r1']);
  });

  it('end with its last: what an old run still says is no answer to the next call', () => {
    const { socket, predictions, events } = open();
    predictions.call('It rains');
    const first = runOf('r1');
    socket.receive(first.processing());
    socket.receive(first.complete());
    predictions.call('It snows');
    socket.receive(first.text('late'));
    const second = runOf('r2');
    socket.receive(second.processing());
    const frames = events.flatMap((event) => (event.type === 'frame' ? [event.frame] : []));
    expect(frames.map(({ type, runId }) => `${runId} ${type}`)).toEqual([
      'r1 status',
      'r1 complete',
      'r2 status',
    ]);
  });
});

describe('a stop', () => {
  it('is sent for the run and confirmed by the server', () => {
    const { socket, predictions, events, last } = open();
    predictions.call('It rains');
    const run = runOf('r1');
    socket.receive(run.processing());
    predictions.stop();
    predictions.stop();
    expect(socket.sent.slice(1)).toEqual([{ action: 'stop', runId: 'r1' }]);
    expect(last()?.type).toBe('stopAsked');
    socket.receive(run.stopped());
    expect(last()).toMatchObject({ type: 'frame', frame: { type: 'stopped' } });
    vi.advanceTimersByTime(10_000);
    expect(events.filter((event) => event.type === 'stoppedHere')).toEqual([]);
  });

  it('before the run has an id is sent as soon as it has one', () => {
    const { socket, predictions, last } = open();
    predictions.call('It rains');
    predictions.stop();
    expect(socket.sent).toHaveLength(1);
    const run = runOf('r1');
    socket.receive(run.processing());
    expect(socket.sent.at(-1)).toEqual({ action: 'stop', runId: 'r1' });
    socket.receive(run.stopped());
    expect(last()).toMatchObject({ type: 'frame', frame: { type: 'stopped' } });
  });

  it('that nobody confirms takes effect on the page all the same', () => {
    const { socket, predictions, last } = open();
    predictions.call('It rains');
    socket.receive(runOf('r1').processing());
    predictions.stop();
    vi.advanceTimersByTime(3_000);
    expect(last()?.type).toBe('stoppedHere');
  });

  it('reaches a run that only shows up after it was given up on, and leaves the next call alone', () => {
    const { socket, predictions, events } = open();
    predictions.call('It rains');
    predictions.stop();
    vi.advanceTimersByTime(3_000);
    predictions.call('It snows');
    socket.receive(runOf('r1').processing());
    expect(socket.sent.at(-1)).toEqual({ action: 'stop', runId: 'r1' });
    socket.receive(runOf('r2').processing());
    const frames = events.flatMap((event) => (event.type === 'frame' ? [event.frame.runId] : []));
    expect(frames).toEqual(['r2']);
  });

  it('of a call that wasn’t sent yet sends nothing at all', () => {
    const { socket, predictions, last } = open('connecting');
    predictions.call('It rains');
    predictions.stop();
    expect(last()?.type).toBe('stoppedHere');
    socket.become('open');
    expect(socket.sent).toEqual([]);
  });

  it('that comes too late is answered with an error that is not the next call’s', () => {
    const { socket, predictions, last } = open();
    predictions.call('It rains');
    socket.receive({
      type: 'error',
      message: 'There is no such run.',
      code: 'unknown_run',
      retryable: false,
    });
    expect(last()?.type).toBe('called');
  });

  it('ends with the connection', () => {
    const { socket, predictions, last } = open();
    predictions.call('It rains');
    socket.receive(runOf('r1').processing());
    predictions.stop();
    socket.become('connecting');
    expect(last()?.type).toBe('stoppedHere');
  });

  const asked = { action: 'makecall', prompt: 'It rains', timezone: 'Europe/Paris', requestId: 'request-1' };

  it.each([
    ['before the line was cut', 'connecting', 0],
    ['after the line was cut', 'connecting', 1],
    ['so long before that it was given up on', 'unreachable', 2],
  ] as const)('of a call without a frame, %s, finds its run and ends it', (_, state, order) => {
    const { socket, predictions, events, last } = open();
    predictions.call('It rains');
    const steps = [() => predictions.stop(), () => socket.become(state)];
    if (order === 1) {
      steps.reverse();
    }
    steps[0]?.();
    vi.advanceTimersByTime(order === 2 ? 3_000 : 0);
    steps[1]?.();
    expect(last()?.type).toBe('stoppedHere');
    socket.become('open');
    expect(socket.sent).toEqual([asked, asked]);
    socket.receive(runOf('r1').processing());
    expect(socket.sent.slice(2)).toEqual([{ action: 'stop', runId: 'r1' }]);
    socket.become('connecting');
    socket.become('open');
    expect(socket.sent).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'frame')).toEqual([]);
  });

  it('that finds its run leaves the next call alone, also where the line is cut again', () => {
    const { socket, predictions, events } = open();
    predictions.call('It rains');
    predictions.stop();
    socket.become('connecting');
    predictions.call('It snows');
    socket.become('open');
    socket.become('connecting');
    socket.become('open');
    expect(socket.sent.slice(-2)).toMatchObject([{ requestId: 'request-1' }, { requestId: 'request-2' }]);
    socket.receive(runOf('r1').processing());
    expect(socket.sent.at(-1)).toEqual({ action: 'stop', runId: 'r1' });
    socket.receive(runOf('r2').processing());
    const frames = events.flatMap((event) => (event.type === 'frame' ? [event.frame.runId] : []));
    expect(frames).toEqual(['r2']);
  });

  it('doesn’t look for a run that must be over by itself', () => {
    const { socket, predictions } = open();
    predictions.call('It rains');
    predictions.stop();
    socket.become('connecting');
    vi.advanceTimersByTime(30_000);
    socket.become('open');
    expect(socket.sent).toEqual([asked]);
  });

  it('does nothing when nothing runs', () => {
    const { socket, predictions, events } = open();
    predictions.stop();
    expect([events, socket.sent]).toEqual([[], []]);
  });
});
