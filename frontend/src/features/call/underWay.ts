/** A draft that is under way as this tab keeps it while the page is left, so that a reload goes on with it. */
import * as v from 'valibot';
import { type CallState, isBusy } from './callState';
import type { Begun } from './predictions';
import { restoreRun, savedCall, savedRun } from './savedRun';

/** A request that nobody has answered is sent again within this; after that its person has given up on it. */
const patienceMs = 60_000;

const savedSchema = v.object({
  call: savedCall,
  run: v.optional(savedRun),
  requestId: v.optional(v.string()),
  leftAt: v.number(),
});

/** The page's clock begins anew with each page; this one doesn't. Both in milliseconds. */
export interface Clocks {
  now: number;
  /** What the time was when the page's clock began. */
  origin: number;
}

/** The state as text; nothing for one in which no plan is on its way, or its end has been asked for. */
export function saveUnderWay(state: CallState, requestId: string | undefined, clocks: Clocks): string {
  if (!isBusy(state) || state.phase === 'opening' || state.stopping) {
    return '';
  }
  const { call } = state;
  const startedAt = call.startedAt === undefined ? undefined : call.startedAt + clocks.origin;
  return JSON.stringify({
    call: { ...call, startedAt },
    run: 'run' in state ? { ...state.run, firstTextAt: undefined, opened: true } : undefined,
    requestId,
    leftAt: clocks.now,
  });
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
  const startedAt = recent && asked.startedAt !== undefined ? asked.startedAt - clocks.origin : undefined;
  const call = { prompt, timezone, startedAt };
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
