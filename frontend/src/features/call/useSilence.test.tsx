// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptySheet } from '../../shared/plan/planSheet';
import type { CallState } from './callState';
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
    (state: CallState) => useAnnouncements(state, emptySheet, 'open', useSilence(state), say),
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
