import { describe, expect, it } from 'vitest';
import { type CallEvent, type CallState, idle, reduce } from './callState';
import type { RunFrame } from './frame';
import { call, complete, plan, processing, stateAfter, text } from './stateTesting';

describe('a draft whose connection was lost', () => {
  const lost = (...more: (RunFrame | CallEvent)[]) =>
    stateAfter(processing(), text(2, 'a'), { type: 'disconnected' }, ...more);

  it('catches up, and is drafted on from there', () => {
    expect(lost({ type: 'resumed' }, text(4, 'bc', 3))).toMatchObject({
      phase: 'resuming',
      run: { text: 'abc' },
    });
    expect(lost({ type: 'resumed' }, text(4, 'bc', 3), { type: 'caughtUp' }, text(5, 'd'))).toMatchObject({
      phase: 'drafting',
      run: { text: 'abcd' },
    });
  });

  it('may be lost again before it has', () => {
    expect(lost({ type: 'resumed' }, { type: 'disconnected' })).toMatchObject({ phase: 'lost' });
  });

  it('may have ended meanwhile, also in a stop that nobody here asked for', () => {
    const stopped: RunFrame = { type: 'stopped', runId: 'r', seq: 3 };
    expect(lost({ type: 'resumed' }, complete(3))).toMatchObject({ phase: 'ready', plan });
    expect(lost({ type: 'resumed' }, stopped)).toMatchObject({ phase: 'stopped', away: true });
    expect(lost({ type: 'resumed' }, { type: 'stopAsked' }, stopped)).toMatchObject({ away: false });
  });

  it('may be gone, and keeps what arrived', () => {
    expect(lost({ type: 'resumed' }, { type: 'gone', at: 9 })).toMatchObject({
      ...{ phase: 'gone', call, endedAt: 9 },
      run: { text: 'a' },
    });
  });

  it('can be stopped on the page’s side', () => {
    expect(lost({ type: 'stoppedHere', at: 9 })).toMatchObject({ phase: 'stopped', run: { text: 'a' } });
  });
});

describe('a page that is opened on a run', () => {
  const opening: CallState = { phase: 'opening', runId: 'r', stopping: false };
  const first: RunFrame = {
    ...{ type: 'status', runId: 'r', seq: 1, status: 'processing' },
    ...{ prompt: 'It snows', timezone: 'Europe/Paris' },
  };
  const opened = (...events: (RunFrame | CallEvent)[]) =>
    events.reduce<CallState>(
      (state, each) => reduce(state, 'seq' in each ? { type: 'frame', frame: each, at: 7 } : each),
      opening,
    );

  it('knows from the first frame what was asked for, and claims no time that it didn’t see', () => {
    expect(opened(first, text(2, 'a'))).toMatchObject({
      phase: 'resuming',
      call: { prompt: 'It snows', timezone: 'Europe/Paris', startedAt: undefined },
      run: { opened: true, text: 'a' },
    });
    expect(opened(first, text(2, 'a'), { type: 'caughtUp' }, complete(3))).toMatchObject({ phase: 'ready' });
  });

  it('isn’t begun in the middle', () => {
    expect(opened(text(2, 'a'))).toBe(opening);
  });

  it('may find nothing, and then keeps nothing', () => {
    expect(opened({ type: 'gone', at: 1 })).toEqual({
      ...{ phase: 'gone', call: undefined, run: undefined, endedAt: 1 },
    });
    expect(opened({ type: 'stoppedHere', at: 1 })).toBe(idle);
  });
});
