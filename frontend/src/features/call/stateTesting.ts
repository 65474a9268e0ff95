/** What the tests of a call's state share: frames of one run, and the state after them. */
import { type CallEvent, type CallState, idle, reduce } from './callState';
import type { RunFrame } from './frame';

export const call = { prompt: 'It rains in Paris tomorrow', timezone: 'Europe/Paris', startedAt: 100 };
export const plan = {
  prediction_statement: 'It rains.',
  verification_date: '2026-11-23T23:59:59+01:00',
  verification_method: { source: ['a'], criteria: ['b'], steps: ['c'] },
  initial_status: 'pending' as const,
  assumptions: [],
};

export const processing = (seq = 1): RunFrame => ({ type: 'status', runId: 'r', seq, status: 'processing' });
export const text = (seq: number, content: string, from?: number): RunFrame => ({
  type: 'text',
  runId: 'r',
  seq,
  content,
  ...(from === undefined ? {} : { from }),
});
export const complete = (seq: number, from?: number): RunFrame => ({
  type: 'complete',
  runId: 'r',
  seq,
  content: plan,
  model: 'm',
  ...(from === undefined ? {} : { from }),
});

export function stateAfter(...steps: (RunFrame | CallEvent)[]): CallState {
  let at = 100;
  return steps.reduce<CallState>(
    (state, step) => {
      at += 10;
      return reduce(state, 'seq' in step ? { type: 'frame', frame: step, at } : step);
    },
    reduce(idle, { type: 'called', call }),
  );
}
