import { describe, expect, it } from 'vitest';
import { type CallEvent, reduce } from './callState';
import { call, complete, plan, processing, stateAfter } from './stateTesting';

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
