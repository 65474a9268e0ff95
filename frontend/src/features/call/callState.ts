/** What the page knows of a call, and how each thing that happens changes it. Pure: time comes in with the event. */
import type { Failure } from '../../shared/api/failure';
import { type Draft, type DraftEvent, isEditing, newDraft, type Problems, reduceDraft } from './edit/draft';
import type { Plan, Refusal, RunFrame, Usage } from './frame';
import type { Attempt } from './log/attempt';

/** What was asked, and when (milliseconds of the page's clock). */
export interface Call {
  prompt: string;
  timezone: string;
  startedAt: number;
}

export interface ToolUse {
  id: string;
  name: string;
  input: unknown;
  state: 'started' | 'done' | 'failed';
  durationMs: number | undefined;
}

/** What has arrived of a run. `lastSeq` is where reading it on would begin. */
export interface Run {
  id: string;
  lastSeq: number;
  /** The model's words so far; they stop growing when a part is missing, as what follows would not fit. */
  text: string;
  tools: readonly ToolUse[];
  firstTextAt: number | undefined;
  /** A frame between two others never came. */
  torn: boolean;
}

/** A call that is in the ledger. */
export interface LoggedCall {
  id: string;
  number: number;
}

/**
 * Why a draft that was to be logged is still a draft. `refused`: it wasn't logged; `unknown`: it may have been, and
 * trying again logs it once all the same; `already`: an earlier version of it was, `as` that call where it is known.
 */
export type Trouble =
  | { kind: 'refused' | 'unknown'; failure: Failure }
  | { kind: 'already'; as: { id: string; number: number | undefined } | undefined };

/** A plan that the server has validated, and what its person makes of it. */
export interface Drafted {
  call: Call;
  run: Run;
  endedAt: number;
  plan: Plan;
  model: string;
  usage: Usage | undefined;
  draft: Draft;
  /** The tries to log it whose outcome isn't known; while logging, the one under way too. */
  attempt: Attempt | undefined;
  trouble: Trouble | undefined;
}

export type CallState =
  | { phase: 'idle' }
  | { phase: 'connecting'; call: Call; stopping: boolean }
  | { phase: 'drafting'; call: Call; run: Run; stopping: boolean }
  | ({ phase: 'ready' } & Drafted)
  /** At least one field's editor is open. */
  | ({ phase: 'editing' } & Drafted)
  /** `before` is the attempt as it was before this try. */
  | ({ phase: 'logging'; before: Attempt | undefined } & Drafted)
  | { phase: 'logged'; logged: LoggedCall }
  | { phase: 'stopped'; call: Call; run: Run | undefined; endedAt: number }
  | { phase: 'failed'; call: Call; run: Run | undefined; endedAt: number; failure: Refusal }
  | { phase: 'lost'; call: Call; run: Run; endedAt: number };

export type CallEvent =
  | { type: 'called'; call: Call }
  | { type: 'frame'; frame: RunFrame; at: number }
  /** The server turned the request down, or the page gave up on an answer. */
  | { type: 'refused'; failure: Refusal; at: number }
  | { type: 'stopAsked' }
  /** Stopped on the page's side alone: nothing had been sent, or nobody confirmed it. */
  | { type: 'stoppedHere'; at: number }
  | { type: 'disconnected'; at: number }
  /** Something was done to the plan that is ready. */
  | { type: 'draft'; event: DraftEvent }
  | { type: 'logAsked'; attempt: Attempt }
  | { type: 'logFailed'; trouble: Trouble; problems: Problems }
  /** The next try is for another call than the one that was logged. */
  | { type: 'keyDropped' }
  | { type: 'logged'; logged: LoggedCall }
  /** A draft that another took the place of is wanted after all. */
  | { type: 'broughtBack'; drafted: Drafted };

export const idle: CallState = { phase: 'idle' };

export function isBusy(state: CallState): state is Extract<CallState, { phase: 'connecting' | 'drafting' }> {
  return state.phase === 'connecting' || state.phase === 'drafting';
}

/** Whether there is a finished plan to read, change and log. */
export function isDrafted(
  state: CallState,
): state is Extract<CallState, { phase: 'ready' | 'editing' | 'logging' }> {
  return state.phase === 'ready' || state.phase === 'editing' || state.phase === 'logging';
}

/** What was asked for, where the state is about one prediction. */
export function callOf(state: CallState): Call | undefined {
  return 'call' in state ? state.call : undefined;
}

export function reduce(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'called':
      return isBusy(state) || state.phase === 'logging'
        ? state
        : { phase: 'connecting', call: event.call, stopping: false };
    case 'frame':
      return isBusy(state) ? onFrame(state, event.frame, event.at) : state;
    case 'refused':
      return isBusy(state)
        ? { phase: 'failed', call: state.call, run: runOf(state), endedAt: event.at, failure: event.failure }
        : state;
    case 'stopAsked':
      return isBusy(state) ? { ...state, stopping: true } : state;
    case 'stoppedHere':
      return isBusy(state)
        ? { phase: 'stopped', call: state.call, run: runOf(state), endedAt: event.at }
        : state;
    case 'disconnected':
      return state.phase === 'drafting'
        ? { phase: 'lost', call: state.call, run: state.run, endedAt: event.at }
        : state;
    case 'draft':
      return state.phase === 'ready' || state.phase === 'editing'
        ? withDraft(state, reduceDraft(state.draft, event.event, state.call.timezone))
        : state;
    case 'logAsked':
      return state.phase === 'ready'
        ? { ...state, phase: 'logging', before: state.attempt, attempt: event.attempt, trouble: undefined }
        : state;
    case 'logFailed':
      return state.phase === 'logging' ? unlogged(state, event.trouble, event.problems) : state;
    case 'keyDropped':
      return state.phase === 'ready' || state.phase === 'editing'
        ? { ...state, attempt: undefined, trouble: undefined }
        : state;
    case 'logged':
      return state.phase === 'logging' ? { phase: 'logged', logged: event.logged } : state;
    case 'broughtBack':
      return isBusy(state) || state.phase === 'logging'
        ? state
        : withDraft(event.drafted, event.drafted.draft);
    default:
      return unheardOf(event);
  }
}

/** The same plan with another draft: it is being edited for as long as an editor is open. */
function withDraft(drafted: Drafted, draft: Draft): CallState {
  const { call, run, endedAt, plan, model, usage, attempt, trouble } = drafted;
  return {
    phase: isEditing(draft) ? 'editing' : 'ready',
    ...{ call, run, endedAt, plan, model, usage, draft, attempt, trouble },
  };
}

function unlogged(
  state: Extract<CallState, { phase: 'logging' }>,
  trouble: Trouble,
  problems: Problems,
): CallState {
  const draft = reduceDraft(state.draft, { type: 'faulted', problems }, state.call.timezone);
  // A try that is known to have failed leaves nothing to be careful about.
  const attempt = trouble.kind === 'refused' ? state.before : state.attempt;
  return withDraft({ ...state, attempt, trouble }, draft);
}

type Busy = Extract<CallState, { phase: 'connecting' | 'drafting' }>;

function onFrame(state: Busy, frame: RunFrame, at: number): CallState {
  const before = runOf(state) ?? newRun(frame.runId);
  if (frame.runId !== before.id || frame.seq <= before.lastSeq) {
    return state;
  }
  const first = frame.type === 'text' ? (frame.from ?? frame.seq) : frame.seq;
  const run: Run = { ...before, lastSeq: frame.seq, torn: before.torn || first !== before.lastSeq + 1 };
  const { call } = state;
  const drafting = (now: Run): CallState => ({ phase: 'drafting', call, run: now, stopping: state.stopping });

  switch (frame.type) {
    case 'status':
      // The model writes its plan anew: what came of the old one no longer counts, nor does what is missing of it.
      return drafting(frame.status === 'repairing' ? { ...run, text: '', torn: false } : run);
    case 'other':
      return drafting(run);
    case 'text':
      return drafting(
        run.torn ? run : { ...run, text: run.text + frame.content, firstTextAt: run.firstTextAt ?? at },
      );
    case 'tool':
      return drafting({ ...run, tools: withTool(run.tools, frame) });
    case 'complete':
      return {
        phase: 'ready',
        call,
        run,
        endedAt: at,
        plan: frame.content,
        model: frame.model,
        usage: frame.usage,
        draft: newDraft(frame.content),
        attempt: undefined,
        trouble: undefined,
      };
    case 'error': {
      const { message, code, retryable } = frame;
      return { phase: 'failed', call, run, endedAt: at, failure: { message, code, retryable } };
    }
    case 'stopped':
      return { phase: 'stopped', call, run, endedAt: at };
    default:
      return unheardOf(frame);
  }
}

function withTool(tools: readonly ToolUse[], frame: Extract<RunFrame, { type: 'tool' }>): readonly ToolUse[] {
  const use: ToolUse = {
    id: frame.id,
    name: frame.name,
    input: frame.input,
    state: frame.state,
    durationMs: frame.durationMs,
  };
  return tools.some((tool) => tool.id === use.id)
    ? tools.map((tool) => (tool.id === use.id ? use : tool))
    : [...tools, use];
}

function runOf(state: Busy): Run | undefined {
  return state.phase === 'drafting' ? state.run : undefined;
}

function newRun(id: string): Run {
  return { id, lastSeq: 0, text: '', tools: [], firstTextAt: undefined, torn: false };
}

function unheardOf(value: never): never {
  throw new Error(`No such case: ${JSON.stringify(value)}`);
}
