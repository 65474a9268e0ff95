import { describe, expect, it, vi } from 'vitest';
import { onAClockOfItsOwn, open } from './predictionsTesting';
import { runOf } from './testing';

onAClockOfItsOwn();

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
