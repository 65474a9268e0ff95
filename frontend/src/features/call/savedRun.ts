/** The parts of a state that a tab keeps through a reload, whether the draft is finished or under way. */
import * as v from 'valibot';
import type { Run } from './run';

const text = v.string();

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

/** JSON has no field that is there and undefined. */
export function restoreRun(saved: v.InferOutput<typeof savedRun>): Run {
  return {
    ...saved,
    firstTextAt: saved.firstTextAt,
    tools: saved.tools.map((tool) => ({ ...tool, input: tool.input, durationMs: tool.durationMs })),
    note: undefined,
  };
}
