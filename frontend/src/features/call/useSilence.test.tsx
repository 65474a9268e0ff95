// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptySheet } from '../../shared/plan/planSheet';
import type { SocketState } from '../../shared/socket';
import type { CallState } from './callState';
import { lineTrouble } from './lineTrouble';
import { useAnnouncements } from './useAnnouncements';
import { silenceMs, useSilence } from './useSilence';

const call = { prompt: 'p', timezone: 'UTC', startedAt: 0 };

function drafting(lastSeq: number, id = 'r1'): CallState {
  const run = {
    id,
    lastSeq,
    text: '',
    tools: [],
    firstTextAt: undefined,
    opened: false,
    rewritten: false,
    note: undefined,
  };
  return { phase: 'drafting', call, run, stopping: false };
}

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('begins when nothing has come for a while, and ends with the next frame', () => {
  const drawn = vi.fn();
  const { result, rerender } = renderHook(
    (state: CallState) => {
      drawn();
      return useSilence(state);
    },
    { initialProps: drafting(1) },
  );
  pass(silenceMs - 1);
  rerender(drafting(2));
  pass(silenceMs - 1);
  expect(result.current).toBe(false);
  expect(drawn).toHaveBeenCalledTimes(2);
  pass(1);
  expect(result.current).toBe(true);
  rerender(drafting(3));
  expect(result.current).toBe(false);
});

it('isn’t that of a run that is over', () => {
  const { result, rerender } = renderHook(useSilence, { initialProps: drafting(1) });
  rerender({ phase: 'stopped', call, run: undefined, away: false, endedAt: 1 });
  pass(2 * silenceMs);
  expect(result.current).toBe(false);
});

it('is announced once a run', () => {
  const say = vi.fn<(words: string) => void>();
  const { rerender } = renderHook(
    (state: CallState) =>
      useAnnouncements(state, emptySheet, { line: 'open', trouble: undefined }, useSilence(state), say),
    { initialProps: drafting(1) },
  );
  expect(say).toHaveBeenLastCalledWith('Drafting');
  pass(silenceMs);
  expect(say).toHaveBeenLastCalledWith('Still waiting for the model');
  rerender({ ...drafting(2), stopping: true } as CallState);
  expect(say).toHaveBeenLastCalledWith('Stopping');
  pass(silenceMs);
  expect(say).toHaveBeenLastCalledWith('Stopping');
});

describe('a line that is lost', () => {
  const lost = { ...drafting(2), phase: 'lost' } as CallState;
  const page = () => {
    const say = vi.fn<(words: string) => void>();
    const { rerender } = renderHook(
      ({ state, line }: { state: CallState; line: SocketState }) =>
        useAnnouncements(state, emptySheet, { line, trouble: lineTrouble(line, true) }, false, say),
      { initialProps: { state: drafting(2), line: 'open' } },
    );
    const said = () => say.mock.calls.map(([words]) => words).slice(1);
    return { be: (state: CallState, line: SocketState) => rerender({ state, line }), said };
  };

  it('for less than a second is no news', () => {
    const { be, said } = page();
    be(lost, 'connecting');
    pass(900);
    be(drafting(3), 'open');
    pass(5000);
    expect(said()).toEqual([]);
  });

  it('for longer is said once, and so is its return', () => {
    const { be, said } = page();
    be(lost, 'connecting');
    pass(1000);
    be(lost, 'unreachable');
    pass(20_000);
    be(drafting(3), 'open');
    pass(1000);
    expect(said()).toEqual([
      'The connection is lost. Trying again.',
      'Can’t reach the server. Still trying.',
      'Connected again',
    ]);
  });

  it('and opened for a moment only is lost all the same', () => {
    const { be, said } = page();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      be(lost, 'unreachable');
      pass(700);
      be(drafting(3), 'open');
      pass(10);
    }
    expect(said()).toEqual(['Can’t reach the server. Still trying.']);
  });

  it('again and again, as a server turns it away, is said once', () => {
    const { be, said } = page();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      be(lost, 'turnedAway');
      pass(12_000);
      be(drafting(3), 'open');
      pass(100);
    }
    expect(said()).toEqual(['Too many pages are open from your network. Trying again in a while.']);
  });
});
