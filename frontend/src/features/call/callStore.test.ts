import { expect, it, vi } from 'vitest';
import { createCallStore } from './callStore';
import type { RunFrame } from './frame';

const frame = (seq: number, rest: { type: 'text'; content: string } | { type: 'stopped' }) =>
  ({ type: 'frame', frame: { runId: 'r', seq, ...rest } as RunFrame, at: seq }) as const;

function open() {
  const tasks: (() => void)[] = [];
  const store = createCallStore((task) => tasks.push(task));
  const changed = vi.fn();
  store.subscribe(changed);
  store.apply({ type: 'called', call: { prompt: 'p', timezone: 'UTC', startedAt: 0 } });
  changed.mockClear();
  return { store, changed, tasks };
}

it('draws a burst of words once', () => {
  const { store, changed, tasks } = open();
  for (let seq = 1; seq <= 50; seq += 1) {
    store.apply(frame(seq, { type: 'text', content: 'a' }));
  }
  expect(changed).not.toHaveBeenCalled();
  expect(tasks).toHaveLength(1);
  tasks[0]?.();
  expect(changed).toHaveBeenCalledTimes(1);
  expect(store.get()).toMatchObject({ run: { text: 'a'.repeat(50) } });
});

it('draws an end at once, with the words that came before it', () => {
  const { store, changed, tasks } = open();
  store.apply(frame(1, { type: 'text', content: 'half' }));
  store.apply(frame(2, { type: 'stopped' }));
  expect(store.get()).toMatchObject({ phase: 'stopped', run: { text: 'half' } });
  tasks[0]?.();
  expect(changed).toHaveBeenCalledTimes(1);
});
