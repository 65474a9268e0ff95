import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnnouncer } from './announcer';

let said: string[];
let announcer: ReturnType<typeof createAnnouncer>;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  announcer = createAnnouncer((words) => said.push(words));
});

afterEach(() => {
  announcer.close();
  vi.useRealTimers();
});

describe('the announcer', () => {
  it('says a state at once', () => {
    announcer.state('Drafting');
    announcer.state('Stopped');
    expect(said).toEqual(['Drafting', 'Stopped']);
  });

  it('says fields at most once in two seconds, those that came meanwhile together', () => {
    announcer.state('Drafting');
    announcer.field('Statement');
    expect(said).toEqual(['Drafting']);
    vi.advanceTimersByTime(1000);
    announcer.field('Due');
    announcer.field('Sources');
    vi.advanceTimersByTime(1000);
    expect(said).toEqual(['Drafting', 'Statement, Due and Sources done']);
    announcer.field('Criteria');
    vi.advanceTimersByTime(1999);
    expect(said).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(said.at(-1)).toBe('Criteria done');
  });

  it('says a field at once when it has been quiet for long enough', () => {
    announcer.state('Drafting');
    vi.advanceTimersByTime(2000);
    announcer.field('Statement');
    expect(said).toEqual(['Drafting', 'Statement done']);
  });

  it('leaves out the fields that a new state covers', () => {
    announcer.state('Drafting');
    announcer.field('Steps');
    announcer.state('Plan ready');
    vi.advanceTimersByTime(10_000);
    expect(said).toEqual(['Drafting', 'Plan ready']);
  });
});
