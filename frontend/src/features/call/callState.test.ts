import { describe, expect, it } from 'vitest';
import type { RunFrame } from './frame';
import { call, complete, plan, processing, stateAfter, text } from './stateTesting';

describe('a call', () => {
  it('connects from the moment it is made', () => {
    expect(stateAfter()).toEqual({ phase: 'connecting', call, stopping: false });
  });

  it('is drafted from its first frame on', () => {
    expect(stateAfter(processing())).toMatchObject({
      phase: 'drafting',
      call,
      run: { id: 'r', lastSeq: 1, text: '' },
    });
  });

  it('gathers the model’s words and the moment of the first', () => {
    expect(stateAfter(processing(), text(2, 'Bit'), text(3, 'coin'))).toMatchObject({
      phase: 'drafting',
      run: { text: 'Bitcoin', firstTextAt: 120, lastSeq: 3 },
    });
  });

  it('takes words that were joined on the way for what they are', () => {
    expect(stateAfter(processing(), text(2, 'a'), text(6, 'bcde', 3), text(7, 'f'))).toMatchObject({
      run: { text: 'abcdef', lastSeq: 7 },
    });
  });

  it('shows a tool once, as it is now', () => {
    const tool = (seq: number, id: string, state: 'started' | 'done' | 'failed'): RunFrame => ({
      type: 'tool',
      runId: 'r',
      seq,
      id,
      name: 'is_past',
      input: {},
      state,
      ...(state === 'started' ? {} : { durationMs: 4 }),
    });
    expect(
      stateAfter(
        processing(),
        tool(2, 'a', 'started'),
        tool(3, 'b', 'started'),
        tool(4, 'a', 'done'),
        tool(5, 'b', 'failed'),
      ),
    ).toMatchObject({
      run: {
        tools: [
          { id: 'a', state: 'done', durationMs: 4 },
          { id: 'b', state: 'failed', durationMs: 4 },
        ],
      },
    });
  });

  it('shows a second use of a tool beside the first, though the model gave it the same id', () => {
    const tool = (seq: number, state: 'started' | 'done', input: object): RunFrame => ({
      ...{ type: 'tool', runId: 'r', seq, id: 'call_0', name: 'is_past', input, state },
    });
    const first = { id: 'call_0', state: 'done', input: { of: 1 } };
    const frames = [tool(2, 'started', { of: 1 }), tool(3, 'done', { of: 1 }), tool(4, 'started', { of: 2 })];
    expect(stateAfter(processing(), ...frames)).toMatchObject({
      run: { tools: [first, { id: 'call_0', state: 'started', input: { of: 2 } }] },
    });
    expect(stateAfter(processing(), ...frames, tool(5, 'done', { of: 2 }))).toMatchObject({
      run: { tools: [first, { id: 'call_0', state: 'done', input: { of: 2 } }] },
    });
  });

  it('goes on being drafted when the model has finished and the plan is not there yet', () => {
    expect(stateAfter(processing(), { type: 'status', runId: 'r', seq: 2, status: 'complete' }).phase).toBe(
      'drafting',
    );
  });

  it('begins its plan anew when the model is asked to mend it', () => {
    const repairing: RunFrame = { type: 'status', runId: 'r', seq: 3, status: 'repairing', message: 'Again' };
    expect(stateAfter(processing(), text(2, 'Not so'), repairing)).toMatchObject({
      phase: 'drafting',
      run: { text: '', firstTextAt: 120, lastSeq: 3 },
    });
    expect(stateAfter(processing(), text(2, 'Not so'), repairing, text(4, '{"a'))).toMatchObject({
      run: { text: '{"a', firstTextAt: 120, lastSeq: 4 },
    });
  });

  it('keeps what arrived when the model is to be asked once more', () => {
    const retrying: RunFrame = {
      ...{ type: 'status', runId: 'r', seq: 3, status: 'retrying' },
      ...{ message: 'Busy', attempt: 2, retryInMs: 2000 },
    };
    expect(stateAfter(processing(), text(2, 'I look. '), retrying, text(4, '{'))).toMatchObject({
      phase: 'drafting',
      run: { text: 'I look. {', lastSeq: 4 },
    });
  });

  it('is ready with the plan', () => {
    expect(stateAfter(processing(), text(2, 'x'), complete(3))).toMatchObject({
      phase: 'ready',
      plan,
      model: 'm',
      usage: undefined,
      endedAt: 130,
    });
  });

  it('fails in the server’s words and keeps what arrived', () => {
    const error: RunFrame = {
      type: 'error',
      runId: 'r',
      seq: 3,
      message: 'No.',
      code: 'internal',
      retryable: false,
    };
    expect(stateAfter(processing(), text(2, 'half'), error)).toMatchObject({
      phase: 'failed',
      failure: { message: 'No.', code: 'internal', retryable: false },
      run: { text: 'half' },
    });
  });

  it('is stopped when the server says so and keeps what arrived', () => {
    const state = stateAfter(processing(), text(2, 'half'), { type: 'stopAsked' }, text(3, '!'), {
      type: 'stopped',
      runId: 'r',
      seq: 4,
    });
    expect(state).toMatchObject({ phase: 'stopped', run: { text: 'half!' } });
  });

  it('says that it is being stopped until then', () => {
    expect(stateAfter(processing(), { type: 'stopAsked' }, text(2, 'x'))).toMatchObject({
      phase: 'drafting',
      stopping: true,
    });
    expect(stateAfter({ type: 'stopAsked' }, processing())).toMatchObject({
      phase: 'drafting',
      stopping: true,
    });
  });

  it('can be stopped on the page’s side before anything came', () => {
    expect(stateAfter({ type: 'stoppedHere', at: 5 })).toEqual({
      phase: 'stopped',
      call,
      run: undefined,
      endedAt: 5,
      away: false,
    });
  });

  it('can be turned down before it became a run', () => {
    const failure = { message: 'Slow down.', code: 'rate_limited', retryable: true };
    expect(stateAfter({ type: 'refused', failure, at: 5 })).toEqual({
      phase: 'failed',
      call,
      run: undefined,
      endedAt: 5,
      failure,
      over: false,
    });
  });

  it('is lost with the connection and keeps what arrived and where', () => {
    expect(stateAfter(processing(), text(2, 'half'), { type: 'disconnected' })).toMatchObject({
      phase: 'lost',
      run: { id: 'r', lastSeq: 2, text: 'half' },
    });
  });

  it('isn’t lost when it hasn’t become a run: it is asked again', () => {
    expect(stateAfter({ type: 'disconnected' }).phase).toBe('connecting');
  });

  it('gives way to the next only after its end', () => {
    const next = { ...call, prompt: 'Another' };
    expect(stateAfter(processing(), { type: 'called', call: next })).toMatchObject({
      phase: 'drafting',
      call,
    });
    expect(stateAfter(processing(), complete(2), { type: 'called', call: next })).toEqual({
      phase: 'connecting',
      call: next,
      stopping: false,
    });
  });
});
