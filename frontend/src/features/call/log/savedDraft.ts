/** A finished draft as this tab keeps it, so that a reload loses nothing of it, not even whether it may be logged. */
import * as v from 'valibot';
import type { CallState } from '../callState';
import { isDrafted } from '../callState';
import type { Draft } from '../edit/draft';
import type { FieldEdit } from '../edit/terms';
import { planSchema, usageSchema } from '../frame';

const text = v.string();
const texts = v.array(text);
const terms = v.object({
  statement: text,
  due: text,
  sources: texts,
  criteria: texts,
  steps: texts,
  assumed: texts,
});

const wallTime = v.object({ date: text, time: text });
const items = v.array(v.object({ id: v.number(), text }));
const listNames = ['sources', 'criteria', 'steps', 'assumed'] as const;
const edit: v.GenericSchema<unknown, FieldEdit> = v.variant('field', [
  v.object({ field: v.literal('statement'), value: text }),
  v.object({ field: v.literal('due'), value: wallTime }),
  v.object({ field: v.picklist(listNames), value: items }),
]);

const newCall = v.object({
  plan: planSchema,
  confidence: v.number(),
  tags: v.array(text),
  prompt: text,
  model: text,
  timezone: text,
  runId: v.exactOptional(text),
});

const savedSchema = v.object({
  call: v.object({ prompt: text, timezone: text, startedAt: v.number() }),
  run: v.object({
    id: text,
    lastSeq: v.number(),
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
    torn: v.boolean(),
  }),
  endedAt: v.number(),
  plan: planSchema,
  model: text,
  usage: v.optional(usageSchema),
  drafted: terms,
  terms,
  edits: v.array(edit),
  attempt: v.optional(v.object({ key: text, sent: v.array(newCall) })),
  logging: v.boolean(),
});

const interrupted = {
  message: 'The page was left while this was being logged, so it may be in the ledger.',
  fields: {},
  retryable: true,
} as const;

/** The state as text; nothing for one that has no finished draft. */
export function saveDraft(state: CallState): string {
  if (!isDrafted(state)) {
    return '';
  }
  const { call, run, endedAt, plan, model, usage, draft, attempt, phase, trouble } = state;
  const { text: _, ...rest } = run;
  return JSON.stringify({
    ...{ call, run: rest, endedAt, plan, model, usage, attempt },
    drafted: draft.drafted,
    terms: draft.terms,
    edits: Object.values(draft.edits),
    logging: phase === 'logging' || trouble?.kind === 'unknown',
  });
}

/** The state that a text stands for; `undefined` where there is none, or it can't be read. */
export function restoreDraft(saved: string): Extract<CallState, { phase: 'ready' | 'editing' }> | undefined {
  const reading = v.safeParse(v.pipe(v.string(), v.parseJson(), savedSchema), saved);
  if (!reading.success) {
    return undefined;
  }
  const { call, run, endedAt, plan, model, usage, drafted, attempt, logging, ...rest } = reading.output;
  const edits = Object.fromEntries(rest.edits.map((one) => [one.field, one]));
  const draft: Draft = { drafted, terms: rest.terms, edits, problems: {}, alarm: undefined };
  const phase: 'ready' | 'editing' = rest.edits.length > 0 ? 'editing' : 'ready';
  return {
    phase,
    ...{ call, endedAt, plan, model, usage, draft, attempt },
    run: {
      ...run,
      text: '',
      firstTextAt: run.firstTextAt,
      tools: run.tools.map((tool) => ({ ...tool, input: tool.input, durationMs: tool.durationMs })),
    },
    trouble: logging && attempt !== undefined ? { kind: 'unknown', failure: interrupted } : undefined,
  };
}
