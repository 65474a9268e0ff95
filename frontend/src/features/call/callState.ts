/** What the page knows of a call, and how each thing that happens changes it. Pure: time comes in with the event. */
import type { Failure } from '../../shared/api/failure';
import {
  type Draft,
  type DraftEvent,
  hasEdits,
  isEditing,
  newDraft,
  type Problems,
  reduceDraft,
} from './edit/draft';
import type { Plan, Refusal, RunFrame, Usage } from './frame';
import type { Attempt } from './log/attempt';
import { newRun, place, type Run, withFrame } from './run';

/** What was asked, and when (milliseconds of the page's clock; unknown where the page wasn't there then). */
export interface Call {
  prompt: string;
  timezone: string;
  startedAt: number | undefined;
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
  /** What it is logged under: the run's id, so that two tabs that log the same draft make one call. */
  key: string;
  /** The tries to log it whose outcome isn't known; while logging, the one under way too. */
  attempt: Attempt | undefined;
  trouble: Trouble | undefined;
}

export type CallState =
  | { phase: 'idle' }
  | { phase: 'connecting'; call: Call; stopping: boolean }
  /** The page was opened on a run that it knows nothing else of. */
  | { phase: 'opening'; runId: string; stopping: boolean }
  | ({ phase: 'drafting' } & UnderWay)
  /** The connection is gone; the run goes on, and the page tries to come back to it. */
  | ({ phase: 'lost' } & UnderWay)
  /** There is a connection again, and what was missed is on its way. */
  | ({ phase: 'resuming' } & UnderWay)
  | ({ phase: 'ready' } & Drafted)
  /** At least one field's editor is open. */
  | ({ phase: 'editing' } & Drafted)
  /** `before` is the attempt as it was before this try. */
  | ({ phase: 'logging'; before: Attempt | undefined } & Drafted)
  | { phase: 'logged'; logged: LoggedCall }
  /** `away`: it ended while there was no connection, so nobody here has asked for it. */
  | { phase: 'stopped'; call: Call; run: Run | undefined; endedAt: number; away: boolean }
  /** `over`: the run itself has ended; else this page has given up on it, or there was none. */
  | {
      phase: 'failed';
      call: Call;
      run: Run | undefined;
      endedAt: number;
      failure: Refusal;
      over: boolean;
    }
  /** The server doesn't know the run any more. */
  | { phase: 'gone'; call: Call | undefined; run: Run | undefined; endedAt: number };

interface UnderWay {
  call: Call;
  run: Run;
  stopping: boolean;
}

export type CallEvent =
  | { type: 'called'; call: Call }
  /** Another run is to be on the page than the one that is; that one goes on without it. */
  | { type: 'opened'; runId: string }
  | { type: 'frame'; frame: RunFrame; at: number }
  /** The server turned the request down, or the page gave up on an answer. */
  | { type: 'refused'; failure: Refusal; at: number }
  | { type: 'stopAsked' }
  /** Stopped on the page's side alone: nothing had been sent, or nobody confirmed it. */
  | { type: 'stoppedHere'; at: number }
  | { type: 'disconnected' }
  /** There is a connection, for the first time or again. */
  | { type: 'lineOpened' }
  /** The server has been asked for what was missed. */
  | { type: 'resumed' }
  /** Everything that was missed is there, or on its way. */
  | { type: 'caughtUp' }
  /** The server doesn't know the run any more. */
  | { type: 'gone'; at: number }
  /** Something was done to the plan that is ready. */
  | { type: 'draft'; event: DraftEvent }
  | { type: 'logAsked'; attempt: Attempt }
  | { type: 'logFailed'; trouble: Trouble; problems: Problems }
  /** The next try is for another call than the one that was logged. */
  | { type: 'keyDropped'; key: string }
  | { type: 'logged'; logged: LoggedCall }
  /** A draft that another took the place of is wanted after all. */
  | { type: 'broughtBack'; drafted: Drafted };

export const idle: CallState = { phase: 'idle' };

/** What becomes of an end by a restart once the server is back: there is nothing more to wait for. */
const restarted: Refusal = {
  code: 'restarted',
  message: 'The server was restarted, and is back.',
  retryable: true,
};

type Busy = Extract<CallState, { stopping: boolean }>;

/** Whether a plan is on its way. */
export function isBusy(state: CallState): state is Busy {
  return 'stopping' in state;
}

/** Whether there is a finished plan to read, change and log. */
export function isDrafted(
  state: CallState,
): state is Extract<CallState, { phase: 'ready' | 'editing' | 'logging' }> {
  return state.phase === 'ready' || state.phase === 'editing' || state.phase === 'logging';
}

/** Whether drafting again wouldn't bring it back, or it may be in the ledger. */
export function hasWork({ draft, attempt }: Drafted): boolean {
  return hasEdits(draft) || attempt !== undefined;
}

/** What was asked for, where the state is about one prediction. */
export function callOf(state: CallState): Call | undefined {
  return 'call' in state ? state.call : undefined;
}

/** The id of the run that the state is about, for as long as another page could be opened on it. */
export function runIdOf(state: CallState): string | undefined {
  if (state.phase === 'opening') {
    return state.runId;
  }
  return 'run' in state && state.phase !== 'gone' ? state.run?.id : undefined;
}

export function reduce(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'called':
      return isBusy(state) || state.phase === 'logging'
        ? state
        : { phase: 'connecting', call: event.call, stopping: false };
    case 'opened':
      return state.phase === 'logging' ? state : { phase: 'opening', runId: event.runId, stopping: false };
    case 'frame':
      return isBusy(state) ? onFrame(state, event.frame, event.at) : state;
    case 'refused':
      return isAbout(state)
        ? {
            ...{ phase: 'failed', call: state.call, run: runOf(state), endedAt: event.at },
            ...{ failure: event.failure, over: false },
          }
        : gaveUp(state);
    case 'stopAsked':
      return isBusy(state) ? { ...state, stopping: true } : state;
    case 'stoppedHere':
      return isAbout(state)
        ? { phase: 'stopped', call: state.call, run: runOf(state), endedAt: event.at, away: false }
        : gaveUp(state);
    case 'disconnected':
      return state.phase === 'drafting' || state.phase === 'resuming' ? { ...state, phase: 'lost' } : state;
    case 'lineOpened':
      return state.phase === 'failed' && state.failure.code === 'shutting_down'
        ? { ...state, failure: restarted }
        : state;
    case 'resumed':
      return state.phase === 'drafting' || state.phase === 'lost' ? { ...state, phase: 'resuming' } : state;
    case 'caughtUp':
      return state.phase === 'resuming' ? { ...state, phase: 'drafting' } : state;
    case 'gone':
      return isBusy(state)
        ? { phase: 'gone', call: callOf(state), run: runOf(state), endedAt: event.at }
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
        ? { ...state, key: event.key, attempt: undefined, trouble: undefined }
        : state;
    case 'logged':
      return state.phase === 'logging' ? { phase: 'logged', logged: event.logged } : state;
    case 'broughtBack':
      return state.phase === 'logging' ? state : withDraft(event.drafted, event.drafted.draft);
    default:
      return unheardOf(event);
  }
}

/** The same plan with another draft: it is being edited for as long as an editor is open. */
function withDraft(drafted: Drafted, draft: Draft): CallState {
  const { call, run, endedAt, plan, model, usage, key, attempt, trouble } = drafted;
  return {
    phase: isEditing(draft) ? 'editing' : 'ready',
    ...{ call, run, endedAt, plan, model, usage, draft, key, attempt, trouble },
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

/** Whether it is known what was asked for. */
function isAbout(state: CallState): state is Exclude<Busy, { phase: 'opening' }> {
  return isBusy(state) && state.phase !== 'opening';
}

/** A page that was opened on a run and then told to leave it has nothing to show. */
function gaveUp(state: CallState): CallState {
  return state.phase === 'opening' ? idle : state;
}

function onFrame(state: Busy, frame: RunFrame, at: number): CallState {
  const before = runOf(state) ?? newRun(frame.runId, state.phase === 'opening');
  const asked = state.phase === 'opening' ? askedIn(frame) : state.call;
  if (asked === undefined || frame.runId !== before.id || place(before.lastSeq, frame) !== 'next') {
    return state;
  }
  const run = withFrame(before, frame, at);
  // What ended before this page came back to it ended at a time that the page doesn't know.
  const missed = state.phase === 'resuming' && run.opened;
  const call = missed ? { ...asked, startedAt: undefined } : asked;

  switch (frame.type) {
    case 'status':
    case 'other':
    case 'text':
    case 'tool':
      return { phase: phaseWith(state), call: asked, run, stopping: state.stopping };
    case 'complete':
      return {
        ...{ phase: 'ready', call, run, endedAt: at },
        ...{ plan: frame.content, model: frame.model, usage: frame.usage },
        ...{ draft: newDraft(frame.content), key: run.id, attempt: undefined, trouble: undefined },
      };
    case 'error': {
      const { type: _, runId: __, seq: ___, ...failure } = frame;
      return { phase: 'failed', call, run, endedAt: at, failure, over: true };
    }
    case 'stopped':
      return {
        phase: 'stopped',
        call,
        run,
        endedAt: at,
        away: state.phase === 'resuming' && !state.stopping,
      };
    default:
      return unheardOf(frame);
  }
}

/** Frames that were missed come before the page knows that it has them all. */
function phaseWith(state: Busy): 'drafting' | 'resuming' | 'lost' {
  switch (state.phase) {
    case 'connecting':
      return 'drafting';
    case 'opening':
      return 'resuming';
    default:
      return state.phase;
  }
}

/** What was asked for, as the first frame of a run says. */
function askedIn(frame: RunFrame): Call | undefined {
  if (frame.type !== 'status' || frame.status !== 'processing' || frame.prompt === undefined) {
    return undefined;
  }
  return { prompt: frame.prompt, timezone: frame.timezone ?? 'UTC', startedAt: undefined };
}

function runOf(state: Busy): Run | undefined {
  return 'run' in state ? state.run : undefined;
}

function unheardOf(value: never): never {
  throw new Error(`No such case: ${JSON.stringify(value)}`);
}
