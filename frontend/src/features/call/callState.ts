/** What the page knows of a call, and how each thing that happens changes it. Pure: time comes in with the event. */
import type { Plan, Refusal, RunFrame, Usage } from './frame';

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

export type CallState =
  | { phase: 'idle' }
  | { phase: 'connecting'; call: Call; stopping: boolean }
  | { phase: 'drafting'; call: Call; run: Run; stopping: boolean }
  | {
      phase: 'ready';
      call: Call;
      run: Run;
      endedAt: number;
      plan: Plan;
      model: string;
      usage: Usage | undefined;
    }
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
  | { type: 'disconnected'; at: number };

export const idle: CallState = { phase: 'idle' };

export function isBusy(state: CallState): state is Extract<CallState, { phase: 'connecting' | 'drafting' }> {
  return state.phase === 'connecting' || state.phase === 'drafting';
}

export function reduce(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'called':
      return isBusy(state) ? state : { phase: 'connecting', call: event.call, stopping: false };
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
    default:
      return unheardOf(event);
  }
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
