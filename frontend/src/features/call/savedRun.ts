/** The parts of a state that a tab keeps through a reload, whether the draft is finished or under way. */
import * as v from 'valibot';
import type { Call } from './callState';
import type { Run } from './run';

const text = v.string();

/** The page's clock begins anew with each page; this one doesn't. Both in milliseconds. */
export interface Clocks {
  now: number;
  /** What the time was when the page's clock began. */
  origin: number;
}

export const savedCall = v.object({ prompt: text, timezone: text, startedAt: v.optional(v.number()) });

export const savedRun = v.object({
  id: text,
  lastSeq: v.number(),
  text,
  tools: v.array(
    v.object({
      id: text,
      name: text,
      input: v.optional(v.unknown()),
      state: v.picklist(['started', 'done', 'failed']),
      durationMs: v.optional(v.number()),
    }),
  ),
  firstTextAt: v.optional(v.number()),
  opened: v.boolean(),
  rewritten: v.boolean(),
});

/** What was asked, with its time on the clock that goes on. */
export function saveCall(call: Call, { origin }: Clocks): v.InferInput<typeof savedCall> {
  const { startedAt } = call;
  return { ...call, startedAt: startedAt === undefined ? undefined : startedAt + origin };
}

export function restoreCall(saved: v.InferOutput<typeof savedCall>, { origin }: Clocks): Call {
  const { startedAt } = saved;
  return { ...saved, startedAt: startedAt === undefined ? undefined : startedAt - origin };
}

/** What had arrived, for a page that hasn't timed it. */
export function saveRun(run: Run): v.InferInput<typeof savedRun> {
  const { note: _, ...rest } = run;
  return { ...rest, tools: [...run.tools], firstTextAt: undefined, opened: true };
}

/** JSON has no field that is there and undefined. */
export function restoreRun(saved: v.InferOutput<typeof savedRun>): Run {
  return {
    ...saved,
    firstTextAt: saved.firstTextAt,
    tools: saved.tools.map((tool) => ({ ...tool, input: tool.input, durationMs: tool.durationMs })),
    note: undefined,
  };
}
