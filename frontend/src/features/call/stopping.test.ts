import { describe, expect, it, vi } from 'vitest';
import { onAClockOfItsOwn, open } from './predictionsTesting';
import { runOf } from './testing';

onAClockOfItsOwn();

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
