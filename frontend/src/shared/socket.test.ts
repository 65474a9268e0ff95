// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSocket, type Socket, type SocketState, socketUrl } from './socket';

/** The browser's side of a WebSocket, moved by hand. */
class HandWebSocket extends EventTarget {
  static made: HandWebSocket[] = [];
  static get last(): HandWebSocket {
    const last = HandWebSocket.made.at(-1);
    if (last === undefined) {
      throw new Error('No WebSocket was made');
    }
    return last;
  }
  readonly OPEN = 1;
  readyState = 0;
  sent: string[] = [];
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    HandWebSocket.made.push(this);
  }
  send(message: string) {
    this.sent.push(message);
  }
  close() {
    this.readyState = 3;
  }
  accept() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  say(data: unknown) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  drop(code = 1006) {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent('close', { code }));
  }
}

let socket: Socket;
let states: SocketState[];
let messages: string[];

beforeEach(async () => {
  vi.useFakeTimers();
  HandWebSocket.made = [];
  states = [];
  messages = [];
  socket = openSocket({
    url: 'ws://here/ws',
    heartbeat: () => 'are you there',
    WebSocket: HandWebSocket,
    random: () => 0.5,
  });
  socket.onState((state) => states.push(state));
  socket.onMessage((message) => messages.push(message));
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  socket.close();
  vi.useRealTimers();
});

describe('the socket', () => {
  it('connects by itself and passes on what it hears', () => {
    expect(HandWebSocket.last.url).toBe('ws://here/ws');
    expect(socket.state).toBe('connecting');
    HandWebSocket.last.accept();
    HandWebSocket.last.say('hello');
    HandWebSocket.last.say(new ArrayBuffer(2));
    expect([states, messages]).toEqual([['open'], ['hello']]);
  });

  it('comes back after a drop', async () => {
    HandWebSocket.last.accept();
    HandWebSocket.last.drop();
    expect(socket.state).toBe('connecting');
    await vi.advanceTimersByTimeAsync(2000);
    expect(HandWebSocket.made).toHaveLength(2);
    HandWebSocket.last.accept();
    expect(states).toEqual(['open', 'connecting', 'open']);
  });

  it('says when the server can’t be reached, and keeps trying', async () => {
    HandWebSocket.last.drop();
    expect(socket.state).toBe('unreachable');
    for (const attempts of [2, 3, 4]) {
      await vi.advanceTimersByTimeAsync(6000);
      expect(HandWebSocket.made.length).toBeGreaterThanOrEqual(attempts);
      HandWebSocket.last.drop();
    }
    expect(states).toEqual(['unreachable']);
    await vi.advanceTimersByTimeAsync(6000);
    HandWebSocket.last.accept();
    expect(socket.state).toBe('open');
  });

  it('sends now or not at all: what was said offline is not flushed on reconnect', async () => {
    expect(socket.send('early')).toBe(false);
    HandWebSocket.last.accept();
    expect(socket.send('now')).toBe(true);
    expect(HandWebSocket.last.sent).toEqual(['now']);
    HandWebSocket.last.drop();
    expect(socket.send('between')).toBe(false);
    await vi.advanceTimersByTimeAsync(3000);
    HandWebSocket.last.accept();
    expect(HandWebSocket.last.sent).toEqual([]);
  });

  it('can be told not to wait for the next attempt', async () => {
    HandWebSocket.last.drop();
    socket.reconnect();
    await vi.advanceTimersByTimeAsync(0);
    expect(HandWebSocket.made).toHaveLength(2);
    HandWebSocket.last.accept();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(HandWebSocket.made).toHaveLength(2);
    expect(states).toEqual(['unreachable', 'open']);
  });

  it('tries at once when the machine is online again', async () => {
    HandWebSocket.last.drop();
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(HandWebSocket.made).toHaveLength(2);
  });

  it('asks a silent server whether it is there, and is content with any answer', async () => {
    HandWebSocket.last.accept();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(HandWebSocket.last.sent).toEqual(['are you there']);
    HandWebSocket.last.say('yes');
    await vi.advanceTimersByTimeAsync(11_999);
    expect(HandWebSocket.last.sent).toHaveLength(1);
    expect(states).toEqual(['open']);
  });

  it('gives up a line on which nobody answers well within half a minute, and connects anew', async () => {
    HandWebSocket.last.accept();
    await vi.advanceTimersByTimeAsync(21_999);
    expect(states).toEqual(['open', 'unanswered']);
    await vi.advanceTimersByTimeAsync(2);
    expect(states).toEqual(['open', 'unanswered', 'connecting']);
    expect(HandWebSocket.made).toHaveLength(2);
  });

  it('says soon that the server doesn’t answer, and that it does after all', async () => {
    HandWebSocket.last.accept();
    await vi.advanceTimersByTimeAsync(14_999);
    expect(socket.state).toBe('open');
    await vi.advanceTimersByTimeAsync(1);
    expect(socket.state).toBe('unanswered');
    expect(socket.send('still')).toBe(true);
    await vi.advanceTimersByTimeAsync(6_000);
    HandWebSocket.last.say('here');
    expect(states).toEqual(['open', 'unanswered', 'open']);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(HandWebSocket.made).toHaveLength(1);
  });

  it('that doesn’t answer may be lost for good', async () => {
    HandWebSocket.last.accept();
    await vi.advanceTimersByTimeAsync(15_000);
    HandWebSocket.last.drop();
    expect(states).toEqual(['open', 'unanswered', 'connecting']);
  });

  it('doesn’t give up a line for a timer that was held back, but asks once more', async () => {
    HandWebSocket.last.accept();
    await vi.advanceTimersByTimeAsync(12_000);
    // The machine slept: the clock went on, the timers and the answer didn't.
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(states).toEqual(['open']);
    expect(HandWebSocket.last.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states).toEqual(['open', 'unanswered', 'connecting']);
  });

  it('doesn’t give up either where the machine slept once the answer was late', async () => {
    HandWebSocket.last.accept();
    await vi.advanceTimersByTimeAsync(15_000);
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(states).toEqual(['open', 'unanswered']);
    expect(HandWebSocket.last.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states).toEqual(['open', 'unanswered', 'connecting']);
  });

  it.each([
    ['the page is seen again', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the machine is online again', () => window.dispatchEvent(new Event('online'))],
    ['the machine says that it is offline', () => window.dispatchEvent(new Event('offline'))],
  ])('asks at once after an open line when %s', async (_, happens) => {
    HandWebSocket.last.accept();
    happens();
    expect(HandWebSocket.last.sent).toEqual(['are you there']);
    await vi.advanceTimersByTimeAsync(3_999);
    expect(states).toEqual(['open', 'unanswered']);
    await vi.advanceTimersByTimeAsync(2);
    expect(states).toEqual(['open', 'unanswered', 'connecting']);
  });

  it('tries at once when a page without a line is seen again', async () => {
    HandWebSocket.last.drop();
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(HandWebSocket.made).toHaveLength(2);
  });

  it('knows a server that restarts from one that is away, for as long as that explains it', async () => {
    HandWebSocket.last.accept();
    HandWebSocket.last.drop(1001);
    expect(socket.state).toBe('restarting');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await vi.advanceTimersByTimeAsync(8000);
      HandWebSocket.last.drop();
    }
    expect(states).toEqual(['open', 'restarting', 'unreachable']);
    await vi.advanceTimersByTimeAsync(8000);
    HandWebSocket.last.accept();
    expect(socket.state).toBe('open');
  });

  it('gives a server that takes no more connections time', async () => {
    HandWebSocket.last.accept();
    HandWebSocket.last.drop(1013);
    expect(socket.state).toBe('turnedAway');
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(11_999);
    expect(HandWebSocket.made).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2);
    expect(HandWebSocket.made).toHaveLength(2);
    HandWebSocket.last.accept();
    expect(states).toEqual(['open', 'turnedAway', 'open']);
  });

  it.each([
    ['as long as it says', 30_000, 34_000],
    ['no longer than a minute and the spread, whatever it says', 3_600_000, 64_000],
  ])('gives such a server %s', async (_, hint, ms) => {
    HandWebSocket.last.accept();
    socket.stayAway(hint);
    HandWebSocket.last.drop(1013);
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(HandWebSocket.made).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2);
    expect(HandWebSocket.made).toHaveLength(2);
    // What was said about one connection is over with it.
    HandWebSocket.last.accept();
    HandWebSocket.last.drop(1013);
    await vi.advanceTimersByTimeAsync(12_001);
    expect(HandWebSocket.made).toHaveLength(3);
  });

  it('never comes back to such a server before the time it says', async () => {
    socket.close();
    const unlucky = { url: 'ws://here/ws', heartbeat: () => '', WebSocket: HandWebSocket, random: () => 0 };
    socket = openSocket(unlucky);
    await vi.advanceTimersByTimeAsync(0);
    HandWebSocket.made.splice(0, 1);
    HandWebSocket.last.accept();
    socket.stayAway(30_000);
    HandWebSocket.last.drop(1013);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(HandWebSocket.made).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2);
    expect(HandWebSocket.made).toHaveLength(2);
  });

  it('spreads the pages that come back to a server that was away', async () => {
    const others = [0, 0.25, 0.5, 0.75, 1].map((chance) =>
      openSocket({
        url: 'ws://here/ws',
        heartbeat: () => '',
        WebSocket: HandWebSocket,
        random: () => chance,
      }),
    );
    await vi.advanceTimersByTimeAsync(0);
    const first = HandWebSocket.made.splice(0);
    for (const line of first) {
      line.accept();
      line.drop(1001);
    }
    const back: number[] = [];
    for (let ms = 0; ms < 2000; ms += 100) {
      await vi.advanceTimersByTimeAsync(100);
      back.push(HandWebSocket.made.length);
    }
    expect(back[0]).toBe(0);
    expect(new Set(back).size).toBeGreaterThan(4);
    expect(back.at(-1)).toBe(first.length);
    for (const other of others) {
      other.close();
    }
  });

  it('no longer hears a line it has given up', async () => {
    const [old] = HandWebSocket.made;
    HandWebSocket.last.accept();
    socket.reconnect();
    await vi.advanceTimersByTimeAsync(0);
    old?.say('late');
    old?.drop();
    expect(messages).toEqual([]);
    expect(states).toEqual(['open', 'connecting']);
  });
});

describe('the socket’s address', () => {
  it('is that of the page', () => {
    expect(socketUrl(undefined, { protocol: 'http:', host: 'localhost:8080' })).toBe(
      'ws://localhost:8080/ws',
    );
    expect(socketUrl('', { protocol: 'https:', host: 'example.org' })).toBe('wss://example.org/ws');
  });

  it('can be configured where the page is served elsewhere', () => {
    expect(socketUrl('wss://api.example.org/live', { protocol: 'https:', host: 'example.org' })).toBe(
      'wss://api.example.org/live',
    );
  });
});
