import { describe, expect, it } from 'vitest';
import { type CallEvent, type CallState, idle, reduce } from '../callState';
import { aPlan } from '../testing';
import { restoreDraft, saveDraft } from './savedDraft';

const attempt = {
  key: 'k',
  sent: [{ plan: aPlan, confidence: 70, tags: ['a'], prompt: 'It rains', model: 'm', timezone: 'UTC' }],
};

function stateAfter(...events: CallEvent[]): CallState {
  const start: CallEvent[] = [
    { type: 'called', call: { prompt: 'It rains', timezone: 'Europe/Paris', startedAt: 5 } },
    {
      type: 'frame',
      at: 7,
      frame: {
        type: 'tool',
        runId: 'r',
        seq: 1,
        id: 't',
        name: 'is_past',
        input: {},
        state: 'done',
        durationMs: 3,
      },
    },
    { type: 'frame', at: 9, frame: { type: 'complete', runId: 'r', seq: 2, content: aPlan, model: 'm' } },
  ];
  return [...start, ...events].reduce(reduce, idle);
}

describe('a draft that is kept', () => {
  it('is there again with its changes and what was being typed', () => {
    const state = stateAfter(
      { type: 'draft', event: { type: 'opened', field: 'statement' } },
      { type: 'draft', event: { type: 'changed', edit: { field: 'statement', value: 'It snows' } } },
      { type: 'draft', event: { type: 'opened', field: 'due' } },
      { type: 'draft', event: { type: 'opened', field: 'steps' } },
    );
    expect(restoreDraft(saveDraft(state))).toEqual(state);
  });

  it('knows under which key it may have been logged, and says so', () => {
    expect(restoreDraft(saveDraft(stateAfter({ type: 'logAsked', attempt })))).toMatchObject({
      phase: 'ready',
      attempt,
      trouble: { kind: 'unknown', failure: { retryable: true } },
    });
  });

  it('is only a finished one', () => {
    expect(saveDraft(idle)).toBe('');
    expect(
      saveDraft(
        stateAfter({ type: 'logAsked', attempt }, { type: 'logged', logged: { id: 'c', number: 1 } }),
      ),
    ).toBe('');
  });

  it.each(['', 'null', '{}', '{"plan":', JSON.stringify({ plan: aPlan })])('isn’t read from %j', (text) => {
    expect(restoreDraft(text)).toBeUndefined();
  });
});
