import { describe, expect, it } from 'vitest';
import { duration, elapsed, toolWords } from './words';

describe('a tool in a person’s words', () => {
  it.each([
    ['current_time', { timezone: 'America/New_York' }, 'Checked the time in New York'],
    ['current_time', { timezone: 'UTC' }, 'Checked the time in UTC'],
    ['current_time', null, 'Checked the time'],
    ['end_of_period', { period: 'year', date: '2027-06-01' }, 'Worked out the end of 2027'],
    ['end_of_period', { period: 'quarter', date: '2027-06-01' }, 'Worked out the end of the quarter'],
    ['end_of_period', { period: 'half' }, 'Worked out the end of the half-year'],
    ['next_weekday', { weekday: 'FRIDAY', date: '2026-11-22' }, 'Found the next Friday'],
    ['add_to_date', { amount: 3, unit: 'months' }, 'Counted 3 months ahead'],
    ['add_to_date', { amount: -1, unit: 'weeks' }, 'Counted 1 week back'],
    ['add_to_date', {}, 'Counted to the date'],
    ['days_between', {}, 'Counted the days'],
    ['is_past', {}, 'Checked whether the date is past'],
    ['look_up_price', {}, 'Used look up price'],
  ])('%s %j', (name, input, words) => {
    expect(toolWords(name, 'done', input)).toBe(words);
  });

  it('is under way, and may fail', () => {
    const input = { timezone: 'Mars/Olympus' };
    expect(toolWords('current_time', 'started', input)).toBe('Checking the time in Olympus');
    expect(toolWords('current_time', 'failed', input)).toBe('Couldn’t check the time in Olympus');
  });
});

describe('times', () => {
  it('are short', () => {
    expect([0, 12, 99, 212, 4096].map(duration)).toEqual(['<1 ms', '12 ms', '99 ms', '0.2 s', '4.1 s']);
    expect([0, 4096, 59_900, 59_960, 65_000].map(elapsed)).toEqual([
      '0.0 s',
      '4.1 s',
      '59.9 s',
      '1 min 00 s',
      '1 min 05 s',
    ]);
  });
});
