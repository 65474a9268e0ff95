// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addEntry, listCalls, patienceMs, readCall } from './client';

const page = { calls: [], ledger: { entries: 0, calls: 0 } };

/** The requests that were made, each answered by the next answer, or never until it is given up. */
let requests: Request[];
let answers: Response[];

beforeEach(() => {
  requests = [];
  answers = [];
  vi.stubGlobal('fetch', (request: Request) => {
    requests.push(request);
    const answer = answers.shift();
    return answer !== undefined
      ? Promise.resolve(answer)
      : new Promise((_, reject) => {
          const giveUp = () => reject(request.signal.reason);
          request.signal.addEventListener('abort', giveUp);
          if (request.signal.aborted) {
            giveUp();
          }
        });
  });
});

afterEach(() => vi.unstubAllGlobals());

describe('a request', () => {
  it('carries what is asked for, and no more', async () => {
    answers.push(Response.json(page));
    expect(await listCalls({ state: 'open', q: 'a & b', limit: 5 })).toEqual(page);
    const url = new URL(requests[0]?.url ?? '');
    expect(url.pathname).toBe('/api/calls');
    expect(Object.fromEntries(url.searchParams)).toEqual({ state: 'open', q: 'a & b', limit: '5' });
  });

  it('that writes carries its key', async () => {
    answers.push(Response.json({ id: 'c' }, { status: 201 }));
    await addEntry('c', { type: 'note', note: 'x' }, 'k');
    expect(requests[0]?.headers.get('Idempotency-Key')).toBe('k');
    expect(new URL(requests[0]?.url ?? '').pathname).toBe('/api/calls/c/entries');
    expect(await requests[0]?.json()).toEqual({ type: 'note', note: 'x' });
  });

  it('is given up when no answer comes in time', async () => {
    const late = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
    const reading = readCall('c');
    late.abort(new DOMException('late', 'TimeoutError'));
    await expect(reading).rejects.toMatchObject({
      failure: { message: 'The server took too long to answer.', retryable: true },
      refused: false,
    });
    expect(timeout).toHaveBeenCalledWith(patienceMs);
  });

  it('that nobody waits for any more ends as the one who gave it up said', async () => {
    const leaving = new AbortController();
    const reading = readCall('c', leaving.signal);
    leaving.abort(new Error('left'));
    await expect(reading).rejects.toThrow('left');
  });
});
