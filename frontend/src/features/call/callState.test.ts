import { describe, expect, it } from 'vitest';
import { type CallEvent, type CallState, idle, reduce } from './callState';
import type { RunFrame } from './frame';

const call = { prompt: 'It rains in Paris tomorrow', timezone: 'Europe/Paris', startedAt: 100 };
const plan = {
  prediction_statement: 'It rains.',
  verification_date: '2026-11-23T23:59:59+01:00',
  verification_method: { source: ['a'], criteria: ['b'], steps: ['c'] },
  initial_status: 'pending' as const,
  assumptions: [],
};

const processing = (seq = 1): RunFrame => ({ type: 'status', runId: 'r', seq, status: 'processing' });
const text = (seq: number, content: string, from?: number): RunFrame => ({
  type: 'text',
  runId: 'r',
  seq,
  content,
  ...(from === undefined ? {} : { from }),
});
const complete = (seq: number): RunFrame => ({
  type: 'complete',
  runId: 'r',
  seq,
  content: plan,
  model: 'm',
});

function stateAfter(...steps: (RunFrame | CallEvent)[]): CallState {
  let at = 100;
  return steps.reduce<CallState>(
    (state, step) => {
      at += 10;
      return reduce(state, 'seq' in step ? { type: 'frame', frame: step, at } : step);
    },
    reduce(idle, { type: 'called', call }),
  );
}

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

describe('the order of frames', () => {
  it('shows a repeat, which changes nothing', () => {
    const once = stateAfter(processing(), text(2, 'a'), text(3, 'b'));
    expect(reduce(once, { type: 'frame', frame: text(2, 'a'), at: 1 })).toBe(once);
    expect(reduce(once, { type: 'frame', frame: text(3, 'b'), at: 1 })).toBe(once);
  });

  it('shows a gap, which leaves everything as it was: what is missing comes first', () => {
    const torn = stateAfter(processing(), text(2, 'a'));
    expect(reduce(torn, { type: 'frame', frame: text(4, 'c'), at: 1 })).toBe(torn);
    expect(reduce(torn, { type: 'frame', frame: text(6, 'def', 4), at: 1 })).toBe(torn);
    expect(reduce(torn, { type: 'frame', frame: complete(4), at: 1 })).toBe(torn);
  });

  it('shows words of which some are there already, which are not added a second time', () => {
    const once = stateAfter(processing(), text(2, 'a'), text(3, 'b'));
    expect(reduce(once, { type: 'frame', frame: text(4, 'bc', 3), at: 1 })).toBe(once);
  });

  it('counts frames of unknown types', () => {
    expect(stateAfter(processing(), { type: 'other', runId: 'r', seq: 2 }, text(3, 'a'))).toMatchObject({
      run: { text: 'a' },
    });
  });

  it('leaves out other runs', () => {
    const mine = stateAfter(processing(), text(2, 'a'));
    const foreign: RunFrame = { type: 'text', runId: 'other', seq: 3, content: 'x' };
    expect(reduce(mine, { type: 'frame', frame: foreign, at: 1 })).toBe(mine);
  });

  it('has nothing after the end', () => {
    for (const end of [complete(2), { type: 'stopped', runId: 'r', seq: 2 } as const]) {
      const over = stateAfter(processing(), end);
      expect(reduce(over, { type: 'frame', frame: text(3, 'late'), at: 1 })).toBe(over);
      expect(reduce(over, { type: 'disconnected' })).toBe(over);
      expect(reduce(over, { type: 'stopAsked' })).toBe(over);
      expect(reduce(over, { type: 'stoppedHere', at: 1 })).toBe(over);
    }
  });

  it('has nothing before a call', () => {
    expect(reduce(idle, { type: 'frame', frame: processing(), at: 1 })).toBe(idle);
  });
});

describe('a plan that is ready', () => {
  const attempt = { key: 'k', sent: [{ plan, confidence: 70 }] };
  const earlier = { key: 'k', sent: [{ plan, confidence: 60 }] };
  const failure = { message: 'No.', fields: {}, retryable: false };
  const open: CallEvent = { type: 'draft', event: { type: 'opened', field: 'statement' } };
  const write: CallEvent = {
    type: 'draft',
    event: { type: 'changed', edit: { field: 'statement', value: 'It snows.' } },
  };
  const save: CallEvent = { type: 'draft', event: { type: 'saved', field: 'statement', now: 0 } };
  const ready = (...events: CallEvent[]) => stateAfter(processing(), complete(2), ...events);
  const failed = (kind: 'refused' | 'unknown'): CallEvent => ({
    type: 'logFailed',
    trouble: { kind, failure },
    problems: {},
  });

  it('is being edited for as long as a field is open', () => {
    expect(ready(open, write)).toMatchObject({ phase: 'editing', plan });
    expect(ready(open, write, save)).toMatchObject({
      phase: 'ready',
      plan,
      draft: { terms: { statement: 'It snows.' } },
    });
  });

  it('isn’t logged while a field is open', () => {
    const editing = ready(open);
    expect(reduce(editing, { type: 'logAsked', attempt })).toBe(editing);
  });

  it('is locked while it is logged: it isn’t edited, logged twice or drafted away', () => {
    const logging = ready({ type: 'logAsked', attempt });
    expect(logging).toMatchObject({ phase: 'logging', attempt, before: undefined });
    expect(reduce(logging, open)).toBe(logging);
    expect(reduce(logging, { type: 'logAsked', attempt: earlier })).toBe(logging);
    expect(reduce(logging, { type: 'called', call })).toBe(logging);
    expect(reduce(logging, { type: 'keyDropped', key: 'other' })).toBe(logging);
  });

  it('makes room when it is logged', () => {
    const logged = ready({ type: 'logAsked', attempt }, { type: 'logged', logged: { id: 'c', number: 3 } });
    expect(logged).toEqual({ phase: 'logged', logged: { id: 'c', number: 3 } });
    expect(reduce(logged, { type: 'called', call }).phase).toBe('connecting');
  });

  it('keeps everything and forgets the try when that is known to have failed', () => {
    expect(ready(open, write, save, { type: 'logAsked', attempt }, failed('refused'))).toMatchObject({
      phase: 'ready',
      draft: { terms: { statement: 'It snows.' } },
      attempt: undefined,
      trouble: { kind: 'refused', failure },
    });
  });

  it('keeps the try in mind when nobody knows what became of it, whatever happens to the next', () => {
    const doubtful = ready({ type: 'logAsked', attempt: earlier }, failed('unknown'));
    expect(doubtful).toMatchObject({ attempt: earlier, trouble: { kind: 'unknown' } });
    const next = reduce(doubtful, { type: 'logAsked', attempt });
    expect(next).toMatchObject({ phase: 'logging', before: earlier, attempt, trouble: undefined });
    expect(reduce(next, failed('refused'))).toMatchObject({ attempt: earlier });
    expect(reduce(next, failed('unknown'))).toMatchObject({ attempt });
  });

  it('keeps the try in mind through an edit', () => {
    expect(ready({ type: 'logAsked', attempt }, failed('unknown'), open, write, save)).toMatchObject({
      attempt,
      draft: { terms: { statement: 'It snows.' } },
    });
  });

  it('can be logged as another call when an earlier version of it was logged', () => {
    const already = ready(
      { type: 'logAsked', attempt },
      { type: 'logFailed', trouble: { kind: 'already', as: { id: 'c', number: 3 } }, problems: {} },
    );
    expect(already).toMatchObject({ phase: 'ready', key: 'r', attempt, trouble: { as: { number: 3 } } });
    expect(reduce(already, { type: 'keyDropped', key: 'other' })).toMatchObject({
      ...{ key: 'other', attempt: undefined, trouble: undefined },
    });
  });

  it('has the fields opened that the server finds wrong', () => {
    expect(
      ready(
        { type: 'logAsked', attempt },
        {
          type: 'logFailed',
          trouble: { kind: 'refused', failure },
          problems: { due: 'No.' },
        },
      ),
    ).toMatchObject({ phase: 'editing', draft: { problems: { due: 'No.' }, alarm: { name: 'due' } } });
  });
});
