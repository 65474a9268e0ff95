/** One WebSocket that comes back by itself. It carries strings, knows no protocol and no React. */
import ReconnectingWebSocket from 'partysocket/ws';

/**
 * `connecting`: an attempt is under way and none has failed since the socket was last open;
 * `open`: messages travel;
 * `unreachable`: at least one attempt has failed, and more follow by themselves.
 */
export type SocketState = 'connecting' | 'open' | 'unreachable';

export interface Socket {
  readonly state: SocketState;
  /** Sends now or not at all; says which. Nothing is kept for later, so nothing is sent twice. */
  send(message: string): boolean;
  /** Drops the connection or the wait for the next attempt, and tries at once. */
  reconnect(): void;
  onMessage(listener: (message: string) => void): () => void;
  onState(listener: (state: SocketState) => void): () => void;
  /** Closes for good. */
  close(): void;
}

export interface SocketOptions {
  url: string;
  /** Sent after `silenceMs` without a message from the server; no answer in as long again means a dead line. */
  heartbeat: () => string;
  silenceMs?: number;
  /** Stands in for the browser's own in tests. */
  WebSocket?: unknown;
  random?: () => number;
}

export function openSocket({
  url,
  heartbeat,
  silenceMs = 20_000,
  WebSocket,
  random = Math.random,
}: SocketOptions): Socket {
  const messageListeners = new Set<(message: string) => void>();
  const stateListeners = new Set<(state: SocketState) => void>();
  let state: SocketState = 'connecting';
  let line = connect();
  let silence: ReturnType<typeof setTimeout> | undefined;

  function connect(): ReconnectingWebSocket {
    const next = new ReconnectingWebSocket(url, [], {
      // Queued messages would be flushed on reconnect and run the model twice.
      maxEnqueuedMessages: 0,
      // The backoff has no jitter of its own: without this a restarted server meets every page at once.
      minReconnectionDelay: 400 + random() * 1200,
      maxReconnectionDelay: 6000,
      connectionTimeout: 6000,
      minUptime: 2000,
      ...(WebSocket === undefined ? {} : { WebSocket }),
    });
    next.addEventListener('open', () => {
      if (next === line) {
        become('open');
        listenForSilence();
      }
    });
    next.addEventListener('message', (event) => {
      if (next === line && typeof event.data === 'string') {
        listenForSilence();
        for (const listener of messageListeners) {
          listener(event.data);
        }
      }
    });
    next.addEventListener('close', () => {
      if (next === line) {
        clearTimeout(silence);
        become(state === 'open' ? 'connecting' : 'unreachable');
      }
    });
    return next;
  }

  function become(next: SocketState) {
    if (next !== state) {
      state = next;
      for (const listener of stateListeners) {
        listener(next);
      }
    }
  }

  function listenForSilence() {
    clearTimeout(silence);
    silence = setTimeout(() => {
      line.send(heartbeat());
      silence = setTimeout(reconnect, silenceMs);
    }, silenceMs);
  }

  function reconnect() {
    // A waiting instance can't be hurried, so it is replaced; what it may still say is no longer heard.
    const old = line;
    clearTimeout(silence);
    line = connect();
    old.close();
    if (state === 'open') {
      become('connecting');
    }
  }

  const comeBack = () => {
    if (state !== 'open') {
      reconnect();
    }
  };
  globalThis.addEventListener('online', comeBack);

  return {
    get state() {
      return state;
    },
    send: (message) => state === 'open' && line.send(message),
    reconnect,
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
      clearTimeout(silence);
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
