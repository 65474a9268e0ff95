/** Asks for plans over a socket: one run at a time, followed by its id. Knows no React. */
import type { Socket } from '../../shared/socket';
import type { CallEvent } from './callState';
import { makecallMessage, type Refusal, readMessage, stopMessage } from './frame';

export interface PredictionsOptions {
  socket: Socket;
  /** Milliseconds; only differences matter. */
  now: () => number;
  newId: () => string;
  timezone: () => string;
  /** How long the first frame of a run may take, in milliseconds. */
  firstFrameMs?: number;
  /** How long a stop may take to be confirmed, in milliseconds. */
  stopMs?: number;
}

interface Request {
  id: string;
  prompt: string;
  timezone: string;
  sent: boolean;
  stopping: boolean;
  runId: string | undefined;
}

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

export class Predictions {
  readonly #options: Required<PredictionsOptions>;
  readonly #listeners = new Set<(event: CallEvent) => void>();
  /** Requests that were sent and have no run yet, oldest first: the server takes them up in this order. */
  #unanswered: Request[] = [];
  readonly #knownRuns = new Set<string>();
  #current: Request | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PredictionsOptions) {
    this.#options = { firstFrameMs: 10_000, stopMs: 3_000, ...options };
    options.socket.onMessage((message) => this.#receive(message));
    options.socket.onState((state) => {
      if (state === 'open') {
        this.#send();
      } else {
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
    this.#current = {
      id: this.#options.newId(),
      prompt,
      timezone,
      sent: false,
      stopping: false,
      runId: undefined,
    };
    this.#emit({ type: 'called', call: { prompt, timezone, startedAt: this.#options.now() } });
    this.#send();
  }

  /** Ends the run at the model too, also when its id isn't known yet. */
  stop(): void {
    const request = this.#current;
    if (request === undefined || request.stopping) {
      return;
    }
    if (!request.sent) {
      this.#end({ type: 'stoppedHere', at: this.#options.now() });
      return;
    }
    request.stopping = true;
    this.#emit({ type: 'stopAsked' });
    if (request.runId !== undefined) {
      this.#options.socket.send(stopMessage(request.runId));
    }
    this.#after(this.#options.stopMs, () => ({ type: 'stoppedHere', at: this.#options.now() }));
  }

  #send() {
    const request = this.#current;
    if (request === undefined || request.sent) {
      return;
    }
    const { id: requestId, prompt, timezone } = request;
    request.sent = this.#options.socket.send(makecallMessage({ prompt, timezone, requestId }));
    if (request.sent) {
      this.#unanswered.push(request);
      this.#after(this.#options.firstFrameMs, () => ({
        type: 'refused',
        failure: noAnswer,
        at: this.#options.now(),
      }));
    }
  }

  #lose() {
    this.#unanswered = [];
    const request = this.#current;
    if (request === undefined) {
      return;
    }
    if (request.stopping) {
      this.#end({ type: 'stoppedHere', at: this.#options.now() });
    } else if (request.runId !== undefined) {
      this.#end({ type: 'disconnected', at: this.#options.now() });
    } else {
      // Not a frame of it has come, and its id makes a second sending harmless: it goes out again on reconnect.
      request.sent = false;
      clearTimeout(this.#timer);
    }
  }

  #receive(message: string) {
    const reading = readMessage(message);
    switch (reading.kind) {
      case 'frame': {
        const { frame } = reading;
        if (this.#isCurrent(frame.runId)) {
          const event: CallEvent = { type: 'frame', frame, at: this.#options.now() };
          if (frame.type === 'complete' || frame.type === 'error' || frame.type === 'stopped') {
            this.#end(event);
          } else {
            this.#emit(event);
          }
        }
        return;
      }
      case 'broken':
        if (this.#isCurrent(reading.runId)) {
          this.#options.socket.send(stopMessage(reading.runId));
          this.#end({ type: 'refused', failure: unreadable, at: this.#options.now() });
        }
        return;
      case 'refusal': {
        // A stop that came too late is answered so, and is no answer to a call.
        const refused = reading.refusal.code === 'unknown_run' ? undefined : this.#unanswered.shift();
        if (refused !== undefined && refused === this.#current) {
          this.#end({ type: 'refused', failure: reading.refusal, at: this.#options.now() });
        }
        return;
      }
      case 'pong':
      case 'noise':
        return;
      default:
        reading satisfies never;
    }
  }

  /** Whether this run is the one being followed; a run seen for the first time answers the oldest request. */
  #isCurrent(runId: string): boolean {
    if (!this.#knownRuns.has(runId)) {
      this.#knownRuns.add(runId);
      const request = this.#unanswered.shift();
      if (request !== undefined) {
        this.#takeUp(request, runId);
      }
    }
    return this.#current?.runId === runId;
  }

  #takeUp(request: Request, runId: string) {
    request.runId = runId;
    if (request.stopping || request !== this.#current) {
      // Stopped before it had an id, or given up on: nobody would read it.
      this.#options.socket.send(stopMessage(runId));
    } else {
      clearTimeout(this.#timer);
    }
  }

  #after(ms: number, event: () => CallEvent) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(event()), ms);
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
