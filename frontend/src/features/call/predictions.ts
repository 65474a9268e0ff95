/** Asks for plans over a socket: one run at a time, followed by its id, across lost connections. Knows no React. */
import { looksOpen, type Socket } from '../../shared/socket';
import type { CallEvent } from './callState';
import { type Following, following } from './following';
import {
  makecallMessage,
  pingMessage,
  type Refusal,
  type RunFrame,
  readMessage,
  resumeMessage,
  stopMessage,
} from './frame';
import { OwedStops } from './owedStops';
import { place } from './run';

export interface PredictionsOptions {
  socket: Socket;
  /** Milliseconds; only differences matter. */
  now: () => number;
  newId: () => string;
  timezone: () => string;
  /** How long the first frame of a run may take, in milliseconds; also the answer to a resume. */
  firstFrameMs?: number;
  /** How long a stop may take to be confirmed, in milliseconds. */
  stopMs?: number;
}

/** A draft that was begun before: where its run is known it is resumed, else its request is sent once more. */
export type Begun =
  | { runId: string; lastSeq: number }
  | { runId: undefined; requestId: string; prompt: string; timezone: string };

const noAnswer: Refusal = {
  code: 'no_answer',
  message: 'The server didn’t answer. Try again.',
  retryable: true,
};

const unreadable: Refusal = {
  code: 'unreadable_frame',
  message: 'The server sent something this page can’t read. Try again.',
  retryable: true,
};

/** So often the frames that are missing are asked for before they are given up. */
const mostMisfits = 10;

/** How long to wait before frames are asked for again, in milliseconds, where the server doesn't say, and at most. */
const askAgainMs = 2_000;
const askAgainMaxMs = 60_000;

export class Predictions {
  readonly #options: Required<PredictionsOptions>;
  readonly #listeners = new Set<(event: CallEvent) => void>();
  /** Requests that were sent and have no run yet, oldest first: the server takes them up in this order. */
  #unanswered: Following[] = [];
  readonly #knownRuns = new Set<string>();
  readonly #owedStops: OwedStops;
  #current: Following | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PredictionsOptions) {
    this.#options = { firstFrameMs: 10_000, stopMs: 3_000, ...options };
    this.#owedStops = new OwedStops(options.now);
    options.socket.onMessage((message) => this.#receive(message));
    options.socket.onState((state) => {
      if (state === 'open') {
        this.#emit({ type: 'lineOpened' });
        this.#goOn();
      } else if (!looksOpen(state)) {
        this.#lose();
      }
    });
  }

  onEvent(listener: (event: CallEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for a plan; does nothing while another is being drafted. Waits for the connection if there is none. */
  call(prompt: string): void {
    if (this.#current !== undefined) {
      return;
    }
    const timezone = this.#options.timezone();
    this.#current = following({ requestId: this.#options.newId(), prompt, timezone });
    this.#emit({ type: 'called', call: { prompt, timezone, startedAt: this.#options.now() } });
    this.#goOn();
  }

  /** Goes on with a draft that was begun before; does nothing while another is being drafted. */
  follow(begun: Begun): void {
    if (this.#current !== undefined) {
      return;
    }
    if (begun.runId === undefined) {
      const { requestId, prompt, timezone } = begun;
      this.#current = following({ requestId, prompt, timezone });
    } else {
      this.#knownRuns.add(begun.runId);
      this.#current = { ...following(undefined), runId: begun.runId, lastSeq: begun.lastSeq };
    }
    this.#goOn();
  }

  /** Follows a run from its first frame on, instead of whatever is followed now: that goes on without this page. */
  open(runId: string): void {
    this.leave();
    this.follow({ runId, lastSeq: 0 });
  }

  /** Follows what is followed now no longer. A request that has no run yet is stopped once it has one. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#current = undefined;
  }

  /** Under which id the draft that is under way was asked for here; a second sending attaches to the same run. */
  get requestId(): string | undefined {
    return this.#current?.stopping === false ? this.#current.request?.requestId : undefined;
  }

  /** Ends the run at the model too, also when its id isn't known yet or there is no connection. */
  stop(): void {
    const now = this.#current;
    if (now === undefined || now.stopping) {
      return;
    }
    if (!now.sent) {
      this.#owedStops.owe(now);
      this.#end({ type: 'stoppedHere', at: this.#options.now() });
      return;
    }
    now.stopping = true;
    this.#emit({ type: 'stopAsked' });
    if (now.runId !== undefined) {
      this.#options.socket.send(stopMessage(now.runId));
    }
    this.#after(this.#options.stopMs, () => this.#end({ type: 'stoppedHere', at: this.#options.now() }));
  }

  /** Sends what there is to be sent, if there is a connection. */
  #goOn() {
    const { socket, firstFrameMs } = this.#options;
    this.#unanswered.push(...this.#owedStops.pay((message) => socket.send(message)));
    const now = this.#current;
    if (now === undefined || now.sent) {
      return;
    }
    if (now.runId !== undefined) {
      this.#ask(now);
    } else if (now.request !== undefined) {
      now.sent = socket.send(makecallMessage(now.request));
      if (now.sent) {
        now.everSent = true;
        this.#unanswered.push(now);
        this.#after(firstFrameMs, () => this.#refuse(noAnswer));
      }
    }
  }

  /** Asks for every frame after the last. The pong comes after the server has taken that up, and so ends it. */
  #ask(now: Following) {
    const { socket, firstFrameMs } = this.#options;
    now.sent = socket.send(resumeMessage(now.runId ?? '', now.lastSeq)) && socket.send(pingMessage());
    if (now.sent) {
      now.asking = true;
      this.#emit({ type: 'resumed' });
      if (!now.stopping) {
        this.#after(firstFrameMs, () => socket.reconnect());
      }
    }
  }

  #lose() {
    const now = this.#current;
    for (const request of this.#unanswered) {
      if (request !== now) {
        this.#owedStops.owe(request);
      }
    }
    this.#unanswered = [];
    if (now === undefined || !now.sent) {
      return;
    }
    clearTimeout(this.#timer);
    // Not a frame may have come: its id makes a second sending of a request harmless, and it goes out on reconnect.
    now.sent = false;
    now.asking = false;
    now.heard = false;
    if (now.stopping) {
      this.#owedStops.owe(now);
      this.#end({ type: 'stoppedHere', at: this.#options.now() });
    } else if (now.runId !== undefined) {
      this.#emit({ type: 'disconnected' });
    }
  }

  #receive(message: string) {
    const reading = readMessage(message);
    switch (reading.kind) {
      case 'frame':
        this.#frame(reading.frame);
        return;
      case 'broken':
        if (this.#following(reading.runId) !== undefined) {
          this.#abandon(reading.runId);
        }
        return;
      case 'refusal':
        this.#refusal(reading.refusal);
        return;
      case 'pong':
        this.#caughtUp();
        return;
      case 'noise':
        return;
      default:
        reading satisfies never;
    }
  }

  #frame(frame: RunFrame) {
    const now = this.#following(frame.runId);
    if (now === undefined) {
      return;
    }
    now.heard = true;
    switch (place(now.lastSeq, frame)) {
      case 'seen':
        return;
      case 'astray':
        this.#misfit(now, frame.runId);
        return;
      case 'next': {
        if (now.request === undefined && frame.seq === 1 && !saysWhatWasAsked(frame)) {
          this.#end({ type: 'gone', at: this.#options.now() });
          return;
        }
        now.lastSeq = frame.seq;
        now.misfits = 0;
        now.refusals = 0;
        const event: CallEvent = { type: 'frame', frame, at: this.#options.now() };
        if (frame.type === 'complete' || frame.type === 'error' || frame.type === 'stopped') {
          this.#end(event);
        } else {
          this.#emit(event);
          if (frame.seq === 1 && now.request === undefined && !now.asking) {
            this.#emit({ type: 'caughtUp' });
          }
        }
      }
    }
  }

  /** Something went missing on the way, or came twice: the server is asked for what follows what is there. */
  #misfit(now: Following, runId: string) {
    if (now.asking) {
      return;
    }
    now.misfits += 1;
    if (now.misfits > mostMisfits) {
      this.#abandon(runId);
    } else {
      this.#ask(now);
    }
  }

  #abandon(runId: string) {
    this.#options.socket.send(stopMessage(runId));
    this.#refuse(unreadable);
  }

  #refusal(refusal: Refusal) {
    if (refusal.code === 'too_many_connections') {
      // About the connection, which is closed next: what waits goes out on one that is let in.
      if (refusal.retryAfterMs !== undefined) {
        this.#options.socket.stayAway(refusal.retryAfterMs);
      }
      return;
    }
    if (refusal.code === 'unknown_run') {
      // Also the answer to a stop that came too late, and no answer to a call.
      if (this.#current?.runId !== undefined && !this.#current.heard) {
        this.#end({ type: 'gone', at: this.#options.now() });
      }
      return;
    }
    const refused = this.#unanswered.shift();
    const now = this.#current;
    if (now !== undefined && refused === now) {
      this.#refuse(refusal);
    } else if (refused === undefined && now?.runId !== undefined && (now.asking || !now.heard)) {
      this.#notResumed(now, refusal);
    }
  }

  /** The run may well go on, so its frames are asked for once more before what had arrived is left at that. */
  #notResumed(now: Following, refusal: Refusal) {
    // The pong that follows says that the asking was taken up; nothing has been caught up with.
    now.asking = false;
    now.refusals += 1;
    if (now.stopping) {
      return;
    }
    if (!refusal.retryable || now.refusals > 1) {
      this.#refuse(refusal);
    } else {
      this.#after(Math.min(refusal.retryAfterMs ?? askAgainMs, askAgainMaxMs), () => this.#ask(now));
    }
  }

  #caughtUp() {
    const now = this.#current;
    if (now?.asking) {
      now.asking = false;
      if (!now.stopping) {
        clearTimeout(this.#timer);
      }
      // Every run has a first frame: before that is there, nothing has been caught up with.
      if (now.lastSeq > 0) {
        this.#emit({ type: 'caughtUp' });
      }
    }
  }

  /** What is being followed, if it is this run; a run seen for the first time answers the oldest request. */
  #following(runId: string): Following | undefined {
    if (!this.#knownRuns.has(runId)) {
      this.#knownRuns.add(runId);
      const answered = this.#unanswered.shift();
      if (answered !== undefined) {
        this.#takeUp(answered, runId);
      }
    }
    return this.#current?.runId === runId ? this.#current : undefined;
  }

  #takeUp(answered: Following, runId: string) {
    answered.runId = runId;
    if (answered.stopping || answered !== this.#current) {
      // Stopped before it had an id, or given up on: nobody would read it.
      this.#options.socket.send(stopMessage(runId));
    } else {
      clearTimeout(this.#timer);
    }
  }

  #refuse(failure: Refusal) {
    this.#end({ type: 'refused', failure, at: this.#options.now() });
  }

  #after(ms: number, task: () => void) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(task, ms);
  }

  #end(event: CallEvent) {
    clearTimeout(this.#timer);
    this.#current = undefined;
    this.#emit(event);
  }

  #emit(event: CallEvent) {
    for (const listener of this.#listeners) {
      listener(event);
    }
  }
}

/** A page that was opened on a run has it from there alone. */
function saysWhatWasAsked(frame: RunFrame): boolean {
  return frame.type === 'status' && frame.status === 'processing' && frame.prompt !== undefined;
}
