import { describe, expect, it, vi } from 'vitest';
import { onAClockOfItsOwn, open } from './predictionsTesting';
import { runOf } from './testing';

onAClockOfItsOwn();

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
