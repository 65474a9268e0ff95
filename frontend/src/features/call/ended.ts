/** A draft that ended before it was a plan as this tab keeps it, so that a reload loses nothing of what had arrived. */
import * as v from 'valibot';
import type { CallState } from './callState';
import { refusalSchema } from './frame';
import { type Clocks, restoreCall, restoreRun, saveCall, savedCall, savedRun, saveRun } from './savedRun';

const half = { call: savedCall, run: savedRun, endedAt: v.number() };

const savedSchema = v.variant('phase', [
  v.object({ phase: v.literal('stopped'), ...half, away: v.boolean() }),
  v.object({ phase: v.literal('failed'), ...half, failure: refusalSchema, over: v.boolean() }),
  v.object({ phase: v.literal('gone'), ...half }),
]);

type Ended = Extract<CallState, { phase: 'stopped' | 'failed' | 'gone' }>;

/** The state as text; nothing for one of which nothing had arrived. */
export function saveEnded(state: CallState, clocks: Clocks): string {
  if (state.phase !== 'stopped' && state.phase !== 'failed' && state.phase !== 'gone') {
    return '';
  }
  const { call, run, endedAt } = state;
  if (call === undefined || run === undefined) {
    return '';
  }
  return JSON.stringify({
    ...state,
    ...{ call: saveCall(call, clocks), run: saveRun(run), endedAt: endedAt + clocks.origin },
  });
}

/** The state that a text stands for; `undefined` where there is none, or it can't be read. */
export function restoreEnded(saved: string, clocks: Clocks): Ended | undefined {
  const reading = v.safeParse(v.pipe(v.string(), v.parseJson(), savedSchema), saved);
  if (!reading.success) {
    return undefined;
  }
  const { call, run, endedAt } = reading.output;
  return {
    ...reading.output,
    ...{ call: restoreCall(call, clocks), run: restoreRun(run), endedAt: endedAt - clocks.origin },
  };
}
