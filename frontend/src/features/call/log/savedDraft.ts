/** A finished draft as this tab keeps it, so that a reload loses nothing of it, not even whether it may be logged. */
import * as v from 'valibot';
import type { CallState } from '../callState';
import { isDrafted } from '../callState';
import type { Draft } from '../edit/draft';
import type { FieldEdit } from '../edit/terms';
import { planSchema, usageSchema } from '../frame';
import { restoreRun, savedCall, savedRun } from '../savedRun';

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
  call: savedCall,
  run: savedRun,
  endedAt: v.number(),
  plan: planSchema,
  model: text,
  usage: v.optional(usageSchema),
  drafted: terms,
  terms,
  edits: v.array(edit),
  key: text,
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
  const { call, run, endedAt, plan, model, usage, draft, key, attempt, phase, trouble } = state;
  return JSON.stringify({
    ...{ call, run: { ...run, text: '' }, endedAt, plan, model, usage, key, attempt },
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
  const { call, run, endedAt, plan, model, usage, drafted, key, attempt, logging, ...rest } = reading.output;
  const edits = Object.fromEntries(rest.edits.map((one) => [one.field, one]));
  const draft: Draft = { drafted, terms: rest.terms, edits, problems: {}, alarm: undefined };
  const phase: 'ready' | 'editing' = rest.edits.length > 0 ? 'editing' : 'ready';
  return {
    phase,
    ...{ endedAt, plan, model, usage, draft, key, attempt },
    call: { ...call, startedAt: call.startedAt },
    run: restoreRun(run),
    trouble: logging && attempt !== undefined ? { kind: 'unknown', failure: interrupted } : undefined,
  };
}
