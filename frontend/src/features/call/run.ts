/** What has arrived of a run, and how each frame adds to it. Pure. */
import type { RunFrame } from './frame';

export interface ToolUse {
  id: string;
  name: string;
  input: unknown;
  state: 'started' | 'done' | 'failed';
  durationMs: number | undefined;
}

/** Something about the model that the person should know while it lasts, in the server's words. */
export type Note =
  /** It will be asked once more at that time of the page's clock. */
  | { kind: 'retrying'; message: string; attempt: number; at: number }
  /** It writes its plan anew. */
  | { kind: 'repairing'; message: string };

/** What has arrived of a run. `lastSeq` is where reading it on begins. */
export interface Run {
  id: string;
  lastSeq: number;
  /** The model's words so far, those of a plan that was begun anew left out. */
  text: string;
  tools: readonly ToolUse[];
  /** When the first of them came, in milliseconds of the page's clock. */
  firstTextAt: number | undefined;
  /** It was under way before this page was there, so nobody here has timed it. */
  opened: boolean;
  /** The plan was begun anew, so that there was more on the sheet than there is. */
  rewritten: boolean;
  note: Note | undefined;
}

/** A run of which nothing has arrived. */
export function newRun(id: string, opened: boolean): Run {
  return {
    ...{ id, lastSeq: 0, text: '', tools: [], firstTextAt: undefined },
    ...{ opened, rewritten: false, note: undefined },
  };
}

/**
 * How a frame stands to those up to `lastSeq`: `next` follows them; `seen` is one of them; between them and one that is
 * `astray` something is missing, or it holds some of them a second time.
 */
export function place(lastSeq: number, frame: RunFrame): 'next' | 'seen' | 'astray' {
  if (frame.seq <= lastSeq) {
    return 'seen';
  }
  const first = frame.from ?? frame.seq;
  return first === lastSeq + 1 ? 'next' : 'astray';
}

/** The run with one more frame, which must be the next. */
export function withFrame(before: Run, frame: RunFrame, at: number): Run {
  const run: Run = { ...before, lastSeq: frame.seq, note: lasting(before.note) };
  switch (frame.type) {
    case 'status':
      return withStatus(run, frame, at);
    case 'text':
      return { ...run, text: run.text + frame.content, firstTextAt: run.firstTextAt ?? at };
    case 'tool':
      return { ...run, tools: withTool(run.tools, frame) };
    default:
      return run;
  }
}

/** That the model is busy is over with its next sign of life; that the plan is its second stays true. */
function lasting(note: Note | undefined): Note | undefined {
  return note?.kind === 'retrying' ? undefined : note;
}

function withStatus(run: Run, frame: Extract<RunFrame, { type: 'status' }>, at: number): Run {
  switch (frame.status) {
    case 'retrying': {
      const { message, attempt, retryInMs } = frame;
      return { ...run, note: { kind: 'retrying', message, attempt, at: at + retryInMs } };
    }
    case 'repairing':
      return { ...run, text: '', rewritten: true, note: { kind: 'repairing', message: frame.message } };
    case 'processing':
    case 'complete':
      return run;
    default:
      return frame satisfies never;
  }
}

/** A model may begin its ids anew with each turn, so one that starts is another use, whatever its id. */
function withTool(tools: readonly ToolUse[], frame: Extract<RunFrame, { type: 'tool' }>): readonly ToolUse[] {
  const { id, name, input, state, durationMs } = frame;
  const use: ToolUse = { id, name, input, state, durationMs };
  const last = state === 'started' ? -1 : tools.findLastIndex((tool) => tool.id === id);
  return last < 0 ? [...tools, use] : tools.with(last, use);
}
