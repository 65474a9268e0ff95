/**
 * The wire: every message the page sends or receives, and the only code that touches its raw JSON.
 * The shapes are those of docs/protocol.md; the golden messages test both sides against them.
 */
import * as v from 'valibot';

const seq = v.pipe(v.number(), v.integer(), v.minValue(1));
/** Where several frames came as one, `seq` is the last one's number and `from` the first one's. */
const ofRun = { runId: v.string(), seq, from: v.optional(seq) };
const text = v.string();
const texts = v.array(v.string());

/** The shape of why something didn't work; whether to try again, and, where it is known, in how many milliseconds. */
export const refusalSchema = v.object({
  message: text,
  code: text,
  retryable: v.optional(v.boolean(), false),
  retryAfterMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** The shape of a plan. */
export const planSchema = v.object({
  prediction_statement: text,
  verification_date: text,
  verification_method: v.object({ source: texts, criteria: texts, steps: texts }),
  initial_status: v.literal('pending'),
  assumptions: v.optional(texts, []),
});

/** The shape of what a run used. */
export const usageSchema = v.object({ inputTokens: v.number(), outputTokens: v.number() });

const statusSchema = v.variant('status', [
  v.object({
    type: v.literal('status'),
    ...ofRun,
    status: v.literal('processing'),
    message: v.optional(text),
    prompt: v.optional(text),
    timezone: v.optional(text),
  }),
  v.object({ type: v.literal('status'), ...ofRun, status: v.literal('complete'), message: v.optional(text) }),
  v.object({
    type: v.literal('status'),
    ...ofRun,
    status: v.literal('retrying'),
    message: text,
    attempt: v.pipe(v.number(), v.integer(), v.minValue(2)),
    retryInMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  v.object({ type: v.literal('status'), ...ofRun, status: v.literal('repairing'), message: text }),
]);

const runFrameSchema = v.variant('type', [
  statusSchema,
  v.object({ type: v.literal('text'), ...ofRun, content: text }),
  v.object({
    type: v.literal('tool'),
    ...ofRun,
    id: text,
    name: text,
    input: v.optional(v.unknown()),
    state: v.picklist(['started', 'done', 'failed']),
    durationMs: v.optional(v.number()),
  }),
  v.object({
    type: v.literal('complete'),
    ...ofRun,
    content: planSchema,
    model: text,
    usage: v.optional(usageSchema),
  }),
  v.object({ type: v.literal('error'), ...ofRun, ...refusalSchema.entries }),
  v.object({ type: v.literal('stopped'), ...ofRun }),
]);

const knownTypes: ReadonlySet<string> = new Set(['status', 'text', 'tool', 'complete', 'error', 'stopped']);
const knownStatuses: ReadonlySet<string> = new Set(['processing', 'retrying', 'repairing', 'complete']);

/** A validated plan, as the `complete` frame carries it. */
export type Plan = v.InferOutput<typeof planSchema>;

/** What a model used for a run, in its own tokens. */
export type Usage = v.InferOutput<typeof usageSchema>;

/** A frame of a type this page doesn't know yet: it counts in the run's numbering and says nothing. */
export interface OtherFrame {
  type: 'other';
  runId: string;
  seq: number;
  from?: number | undefined;
}

/** One entry of a run's log. */
export type RunFrame = v.InferOutput<typeof runFrameSchema> | OtherFrame;

/** An error that answers a message and belongs to no run. */
export type Refusal = v.InferOutput<typeof refusalSchema>;

/** What a received message turned out to be. */
export type Reading =
  | { kind: 'frame'; frame: RunFrame }
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'pong' }
  /** Claims to be a frame of this run, but isn't in the shape the protocol gives it. */
  | { kind: 'broken'; runId: string }
  /** Nothing this page has a use for. */
  | { kind: 'noise' };

/** Reads one message from the server. Never throws: what can't be read is said in the result. */
export function readMessage(raw: unknown): Reading {
  const json = parseJson(raw);
  if (typeof json !== 'object' || json === null || !('type' in json)) {
    return { kind: 'noise' };
  }
  if (json.type === 'pong') {
    return { kind: 'pong' };
  }
  const address = v.safeParse(v.object(ofRun), json);
  if (address.success) {
    return readRunFrame(json, address.output);
  }
  const refusal = v.safeParse(refusalSchema, json);
  if (json.type === 'error' && refusal.success && !('runId' in json)) {
    return { kind: 'refusal', refusal: refusal.output };
  }
  return 'runId' in json && typeof json.runId === 'string'
    ? { kind: 'broken', runId: json.runId }
    : { kind: 'noise' };
}

function readRunFrame(json: { type: unknown }, address: Omit<OtherFrame, 'type'>): Reading {
  if (isUnknown(json)) {
    return { kind: 'frame', frame: { type: 'other', ...address } };
  }
  const frame = v.safeParse(runFrameSchema, json);
  return frame.success ? { kind: 'frame', frame: frame.output } : { kind: 'broken', runId: address.runId };
}

/** Whether a frame is of a kind that came into the protocol after this page. */
function isUnknown(json: { type: unknown; status?: unknown }): boolean {
  if (json.type === 'status') {
    return typeof json.status === 'string' && !knownStatuses.has(json.status);
  }
  return typeof json.type !== 'string' || !knownTypes.has(json.type);
}

function parseJson(raw: unknown): unknown {
  if (typeof raw !== 'string') {
    return undefined;
  }
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/** What a call is made of; `requestId` makes the same request run the model once, however often it is sent. */
export interface CallRequest {
  prompt: string;
  timezone?: string;
  requestId?: string;
}

/** The message that asks for a plan. */
export function makecallMessage({ prompt, timezone, requestId }: CallRequest): string {
  return JSON.stringify({ action: 'makecall', prompt, timezone, requestId });
}

/** The message that ends a run. */
export function stopMessage(runId: string): string {
  return JSON.stringify({ action: 'stop', runId });
}

/** The message that asks for every frame of a run after that one. */
export function resumeMessage(runId: string, afterSeq: number): string {
  return JSON.stringify({ action: 'resume', runId, afterSeq });
}

/** The message that asks whether anyone is still there. */
export function pingMessage(): string {
  return JSON.stringify({ action: 'ping' });
}
