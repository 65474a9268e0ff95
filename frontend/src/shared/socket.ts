/** One WebSocket that comes back by itself. It carries strings, knows no protocol and no React. */
import ReconnectingWebSocket from 'partysocket/ws';
import { createHeartbeat } from './heartbeat';

/**
 * `connecting`: an attempt is under way and none has failed since the socket was last open;
 * `open`: messages travel;
 * `unanswered`: it looks open, but the server was asked a few seconds ago whether it is there, and hasn't answered;
 * `unreachable`: at least one attempt has failed;
 * `restarting`: the server said that it goes away, and isn't back yet;
 * `turnedAway`: the server takes no more connections for now.
 * Except in the two that look open, attempts are made by themselves until one works.
 */
export type SocketState = 'connecting' | 'open' | 'unanswered' | 'unreachable' | 'restarting' | 'turnedAway';

/** Whether messages can be sent on a line in that state. */
export function looksOpen(state: SocketState): boolean {
  return state === 'open' || state === 'unanswered';
}

export interface Socket {
  readonly state: SocketState;
  /** Sends now or not at all; says which. Nothing is kept for later, so nothing is sent twice. */
  send(message: string): boolean;
  /** Drops the connection or the wait for the next attempt, and tries at once. */
  reconnect(): void;
  /** How long to stay away, in milliseconds and a minute at most, should the server close this connection with 1013. */
  stayAway(ms: number): void;
  onMessage(listener: (message: string) => void): () => void;
  onState(listener: (state: SocketState) => void): () => void;
  /** Closes for good. */
  close(): void;
}

export interface SocketOptions {
  url: string;
  /** Sent when nothing came for a while; any answer will do. A dead line is given up within 22 s. */
  heartbeat: () => string;
  /** Stands in for the browser's own in tests. */
  WebSocket?: unknown;
  random?: () => number;
}

/** The codes of a close that mean something here; RFC 6455 and IANA's registry of them. */
const goingAway = 1001;
const serviceRestart = 1012;
const tryAgainLater = 1013;

/** The shortest wait after such a close, in milliseconds, where the server doesn't say, and at most. */
const awayMs = 8_000;
const awayMaxMs = 60_000;

/** So many attempts may fail while a server restarts before that no longer explains it. */
const restartAttempts = 6;

export function openSocket({ url, heartbeat, WebSocket, random = Math.random }: SocketOptions): Socket {
  const messageListeners = new Set<(message: string) => void>();
  const stateListeners = new Set<(state: SocketState) => void>();
  const pulse = createHeartbeat({
    ask: () => line.send(heartbeat()),
    late: () => become('unanswered'),
    giveUp: reconnect,
  });
  let state: SocketState = 'connecting';
  let failures = 0;
  let away = awayMs;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let line = connect();

  function connect(): ReconnectingWebSocket {
    const next = new ReconnectingWebSocket(url, [], {
      // Queued messages would be flushed on reconnect and run the model twice.
      maxEnqueuedMessages: 0,
      // The backoff has no jitter of its own: without this a restarted server meets every page at once.
      minReconnectionDelay: 400 + random() * 1200,
      maxReconnectionDelay: 4500 + random() * 3000,
      connectionTimeout: 6000,
      minUptime: 2000,
      ...(WebSocket === undefined ? {} : { WebSocket }),
    });
    next.addEventListener('open', () => {
      if (next === line) {
        failures = 0;
        away = awayMs;
        become('open');
        pulse.heard();
      }
    });
    next.addEventListener('message', (event) => {
      if (next === line && typeof event.data === 'string') {
        pulse.heard();
        become('open');
        for (const listener of messageListeners) {
          listener(event.data);
        }
      }
    });
    next.addEventListener('close', ({ code }) => {
      if (next === line) {
        pulse.stop();
        failures += 1;
        if (code === tryAgainLater) {
          // Others have to leave before there is room: asking every few seconds would only add to the crowd.
          next.close();
          rest = setTimeout(reconnect, away + random() * 8000);
        }
        become(stateAfter(code));
      }
    });
    return next;
  }

  function stateAfter(code: number): SocketState {
    switch (code) {
      case tryAgainLater:
        return 'turnedAway';
      case goingAway:
      case serviceRestart:
        return 'restarting';
      default:
        if (looksOpen(state)) {
          return 'connecting';
        }
        return state === 'restarting' && failures < restartAttempts ? 'restarting' : 'unreachable';
    }
  }

  function become(next: SocketState) {
    if (next !== state) {
      state = next;
      for (const listener of stateListeners) {
        listener(next);
      }
    }
  }

  function reconnect() {
    // A waiting instance can't be hurried, so it is replaced; what it may still say is no longer heard.
    const old = line;
    pulse.stop();
    clearTimeout(rest);
    line = connect();
    old.close();
    if (looksOpen(state)) {
      become('connecting');
    }
  }

  const comeBack = () => {
    if (looksOpen(state)) {
      pulse.doubt();
    } else if (state !== 'turnedAway') {
      reconnect();
    }
  };
  const seenAgain = () => {
    if (document.visibilityState === 'visible') {
      comeBack();
    }
  };
  // A server on the same machine can be reached without a network: nothing is given up, only asked after.
  const doubt = () => looksOpen(state) && pulse.doubt();
  globalThis.addEventListener('online', comeBack);
  globalThis.addEventListener('offline', doubt);
  document.addEventListener('visibilitychange', seenAgain);

  return {
    get state() {
      return state;
    },
    send: (message) => looksOpen(state) && line.send(message),
    reconnect,
    stayAway: (ms) => {
      away = Math.min(ms, awayMaxMs);
    },
    onMessage(listener) {
      messageListeners.add(listener);
      return () => messageListeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    close() {
      globalThis.removeEventListener('online', comeBack);
      globalThis.removeEventListener('offline', doubt);
      document.removeEventListener('visibilitychange', seenAgain);
      pulse.stop();
      clearTimeout(rest);
      messageListeners.clear();
      stateListeners.clear();
      line.close();
    },
  };
}

/** The socket's address: as configured, else `/ws` on the host that served the page. */
export function socketUrl(configured: string | undefined, page: Pick<Location, 'protocol' | 'host'>): string {
  if (configured) {
    return configured;
  }
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/ws`;
}
