import { expect, it } from 'vitest';
import { type CallState, idle, reduce } from './callState';
import { Predictions } from './predictions';
import { aPlan, handSocket } from './testing';

type Message = Record<string, unknown> & { seq: number };

/** Small, seeded and good enough to choose where to cut: George Marsaglia's xorshift, 32 bits. */
function chances(seed: number) {
  let state = seed * 2_654_435_761 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return { below: (n: number) => Math.floor(next() * n), happens: (chance: number) => next() < chance };
}

type Chances = ReturnType<typeof chances>;

/** The frames of one run, of any length and any end, with tools, tries and a plan begun anew somewhere in it. */
function aLog(by: Chances): Message[] {
  const log: Message[] = [];
  const add = (type: string, fields: object) =>
    log.push({ type, runId: 'run', seq: log.length + 1, ...fields });
  add('status', { status: 'processing', message: 'm', prompt: 'It rains', timezone: 'Europe/Paris' });
  if (by.happens(0.3)) {
    add('status', { status: 'retrying', message: 'Busy.', attempt: 2, retryInMs: 2000 });
  }
  const words = JSON.stringify(aPlan);
  for (let at = 0; at < words.length; ) {
    const length = 1 + by.below(12);
    add('text', { content: words.slice(at, at + length) });
    at += length;
    if (by.happens(0.05)) {
      const id = `t${log.length}`;
      add('tool', { id, name: 'is_past', input: {}, state: 'started' });
      add('tool', { id, name: 'is_past', input: {}, state: 'done', durationMs: 3 });
    }
    if (by.happens(0.02)) {
      add('status', { status: 'repairing', message: 'Anew.' });
    }
    if (by.happens(0.01)) {
      add('status', { status: 'musing' });
    }
  }
  switch (by.below(3)) {
    case 0:
      add('status', { status: 'complete' });
      add('complete', { content: aPlan, model: 'm' });
      break;
    case 1:
      add('error', { message: 'No.', code: 'internal', retryable: true, retryAfterMs: 900 });
      break;
    default:
      add('error', { message: 'Late.', code: 'model_timeout', retryable: true });
  }
  return log;
}

/** What a reader that stands after that frame is sent next: as the log has it, or waiting text, or the end, joined. */
function nextOf(log: readonly Message[], after: number, by: Chances): Message | undefined {
  const first = log[after];
  const second = log[after + 1];
  if (first?.type === 'status' && second?.type === 'complete' && by.happens(0.5)) {
    return { ...second, from: first.seq };
  }
  if (first?.type !== 'text') {
    return first;
  }
  let last = first;
  let content = String(first.content);
  for (let seq = first.seq; by.happens(0.5) && log[seq]?.type === 'text'; seq += 1) {
    last = log[seq] as Message;
    content += String(last.content);
  }
  return last === first ? first : { ...last, from: first.seq, content };
}

/** A page that is told everything by hand; its clock stands still, so that only the frames make a difference. */
function aPage() {
  const socket = handSocket();
  const predictions = new Predictions({
    socket,
    ...{ now: () => 5, newId: () => 'request', timezone: () => 'Europe/Paris' },
  });
  let state: CallState = idle;
  predictions.onEvent((event) => {
    state = reduce(state, event);
  });
  predictions.call('It rains');
  return { socket, state: () => state };
}

function uncut(log: readonly Message[]): CallState {
  const { socket, state } = aPage();
  for (const frame of log) {
    socket.receive(frame);
  }
  return state();
}

/** A run on a line that is cut, loses, repeats and joins at random, to a server that keeps to the protocol. */
function cut(log: readonly Message[], by: Chances): { state: CallState; asked: number } {
  const { socket, state } = aPage();
  let reader = 0;
  let heard = 0;
  let late: Message | undefined;
  for (let step = 0; 'stopping' in state(); step += 1) {
    if (step > 20_000) {
      throw new Error(`Never came to an end, at frame ${reader}`);
    }
    for (const message of socket.sent.slice(heard)) {
      if (message.action === 'resume') {
        // What was under way to the reader before may still come, also after the pong.
        late = by.happens(0.2) ? log[reader] : undefined;
        reader = Number(message.afterSeq);
      } else if (message.action === 'makecall') {
        reader = 0;
      } else if (message.action === 'ping') {
        socket.receive({ type: 'pong' });
        if (late !== undefined) {
          socket.receive(late);
        }
      }
    }
    heard = socket.sent.length;
    const frame = nextOf(log, reader, by);
    if (by.happens(0.1)) {
      socket.become(by.happens(0.5) ? 'connecting' : 'unreachable');
      socket.become('open');
    } else if (frame !== undefined) {
      if (!by.happens(0.05)) {
        socket.receive(frame);
      }
      if (by.happens(0.1)) {
        socket.receive(frame);
      }
      reader = frame.seq;
    } else {
      // Its last frame went missing: the page hears nothing more, and gives the line up.
      socket.become('connecting');
      socket.become('open');
    }
  }
  return { state: state(), asked: socket.sent.filter(({ action }) => action === 'resume').length };
}

it('a run that is cut anywhere, resumed and joined comes to what the uncut one comes to', () => {
  let asked = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const by = chances(seed);
    const log = aLog(by);
    const survived = cut(log, by);
    expect(survived.state, `seed ${seed}`).toEqual(uncut(log));
    asked += survived.asked;
  }
  expect(asked, 'there was something to survive').toBeGreaterThan(2000);
});
