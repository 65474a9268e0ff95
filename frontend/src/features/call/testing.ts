/** What the tests of this feature share: a socket that is driven by hand, and messages as a server would send them. */
import type { Socket, SocketState } from '../../shared/socket';

export interface HandSocket extends Socket {
  sent: Record<string, unknown>[];
  reconnects: number;
  /** How long it was told to stay away, in milliseconds. */
  away: number[];
  receive(message: object): void;
  become(state: SocketState): void;
}

export function handSocket(initial: SocketState = 'open'): HandSocket {
  const onMessage = new Set<(message: string) => void>();
  const onState = new Set<(state: SocketState) => void>();
  const socket: HandSocket = {
    state: initial,
    sent: [],
    reconnects: 0,
    away: [],
    send(message) {
      if (socket.state === 'open') {
        socket.sent.push(JSON.parse(message));
      }
      return socket.state === 'open';
    },
    reconnect() {
      socket.reconnects += 1;
    },
    stayAway(ms) {
      socket.away.push(ms);
    },
    onMessage(listener) {
      onMessage.add(listener);
      return () => onMessage.delete(listener);
    },
    onState(listener) {
      onState.add(listener);
      return () => onState.delete(listener);
    },
    close() {},
    receive(message) {
      for (const listener of onMessage) {
        listener(JSON.stringify(message));
      }
    },
    become(state) {
      Object.assign(socket, { state });
      for (const listener of onState) {
        listener(state);
      }
    },
  };
  return socket;
}

/** Ids that are told apart by their number: "request-1", "request-2". */
export function inOrder(name: string): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `${name}-${made}`;
  };
}

export const aPlan = {
  prediction_statement: 'It rains in Paris on 23 November 2026.',
  verification_date: '2026-11-23T23:59:59+01:00',
  verification_method: {
    source: ['Météo-France observations'],
    criteria: ['True if at least 0.1 mm of rain is recorded', 'False if less is recorded'],
    steps: ['Look up the daily total'],
  },
  initial_status: 'pending' as const,
  assumptions: ['Paris means the Montsouris station.'],
};

/** The frames of one run, numbered as they are made. */
export function runOf(runId: string) {
  let seq = 0;
  const frame = (type: string, fields: object = {}) => {
    seq += 1;
    return { type, runId, seq, ...fields };
  };
  return {
    processing: () =>
      frame('status', {
        ...{ status: 'processing', message: 'Drafting a plan' },
        ...{ prompt: 'It rains in Paris tomorrow', timezone: 'Europe/Paris' },
      }),
    retrying: (retryInMs = 2000) =>
      frame('status', {
        ...{ status: 'retrying', attempt: 2, retryInMs },
        message: 'The model is busy. Trying again in 2 s.',
      }),
    repairing: () =>
      frame('status', {
        status: 'repairing',
        message: 'That wasn’t a plan that could be checked. The model is writing it anew.',
      }),
    text: (content: string) => frame('text', { content }),
    tool: (state: string, fields: object = {}) =>
      frame('tool', {
        id: 'call-1',
        name: 'current_time',
        input: { timezone: 'Europe/Paris' },
        state,
        ...fields,
      }),
    modelDone: () => frame('status', { status: 'complete' }),
    complete: (fields: object = {}) =>
      frame('complete', { content: aPlan, model: 'rules (not a language model)', ...fields }),
    error: (fields: object = {}) =>
      frame('error', {
        message: 'The model took too long to answer. Try again.',
        code: 'model_timeout',
        retryable: true,
        ...fields,
      }),
    stopped: () => frame('stopped'),
  };
}
