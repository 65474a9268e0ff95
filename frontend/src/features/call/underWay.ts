/** A draft that is under way as this tab keeps it while the page is left, so that a reload goes on with it. */
import * as v from 'valibot';
import { type Call, type CallState, isBusy } from './callState';
import type { Begun } from './predictions';
import type { Run } from './run';
import { type Clocks, restoreCall, restoreRun, saveCall, savedCall, savedRun, saveRun } from './savedRun';

/** A request that nobody has answered is sent again within this; after that its person has given up on it. */
const patienceMs = 60_000;

const savedSchema = v.object({
  call: savedCall,
  run: v.optional(savedRun),
  requestId: v.optional(v.string()),
  leftAt: v.number(),
});

/** The state as text; nothing for one in which no plan is on its way, or its end has been asked for. */
export function saveUnderWay(state: CallState, requestId: string | undefined, clocks: Clocks): string {
  if (!mayGoOn(state)) {
    return '';
  }
  return JSON.stringify({
    call: saveCall(state.call, clocks),
    run: 'run' in state && state.run !== undefined ? saveRun(state.run) : undefined,
    requestId,
    leftAt: clocks.now,
  });
}

/** A run that this page gave up on isn't over for that: the next page asks for it once more. */
function mayGoOn(state: CallState): state is Extract<CallState, { call: Call; run?: Run | undefined }> {
  if (state.phase === 'failed') {
    return state.run !== undefined && !state.over;
  }
  return isBusy(state) && state.phase !== 'opening' && !state.stopping;
}

/** Where the draft stands, and what to go on with where there is something; `undefined` where nothing was kept. */
export function restoreUnderWay(
  saved: string,
  clocks: Clocks,
): { state: CallState; begun: Begun | undefined } | undefined {
  const reading = v.safeParse(v.pipe(v.string(), v.parseJson(), savedSchema), saved);
  if (!reading.success) {
    return undefined;
  }
  const { call: asked, run, requestId, leftAt } = reading.output;
  const recent = clocks.now - leftAt < patienceMs;
  const { prompt, timezone } = asked;
  const call = { ...restoreCall(asked, clocks), ...(recent ? {} : { startedAt: undefined }) };
  if (run !== undefined) {
    return {
      state: { phase: 'lost', call, run: restoreRun(run), stopping: false },
      begun: { runId: run.id, lastSeq: run.lastSeq },
    };
  }
  return recent && requestId !== undefined
    ? {
        state: { phase: 'connecting', call, stopping: false },
        begun: { runId: undefined, requestId, prompt, timezone },
      }
    : { state: { phase: 'gone', call, run: undefined, endedAt: 0 }, begun: undefined };
}
