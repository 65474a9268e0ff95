import { describe, expect, it } from 'vitest';
import { asWritten, dayOf, fullMoment, minuteOf, stateNow, timeLeft } from './when';

const due = '2027-12-31T23:59:59-05:00';

describe('a moment', () => {
  it('falls on the reader’s own day', () => {
    expect(dayOf(due, 'America/New_York')).toBe('31 Dec 2027');
    expect(dayOf(due, 'Europe/Berlin')).toBe('1 Jan 2028');
    expect(fullMoment(due, 'Europe/Berlin')).toBe('Sat 1 Jan 2028, 05:59');
    expect(fullMoment(due, 'Asia/Kathmandu')).toBe('Sat 1 Jan 2028, 10:44');
  });

  it('follows the reader’s clock when it changes for the season', () => {
    expect(minuteOf('2027-03-28T00:59:59Z', 'Europe/Berlin')).toBe('28 Mar 2027, 01:59');
    expect(minuteOf('2027-03-28T01:00:00Z', 'Europe/Berlin')).toBe('28 Mar 2027, 03:00');
    expect(minuteOf('2027-10-31T00:30:00Z', 'Europe/Berlin')).toBe('31 Oct 2027, 02:30');
    expect(minuteOf('2027-10-31T01:30:00Z', 'Europe/Berlin')).toBe('31 Oct 2027, 02:30');
  });

  it('begins a day at 00 and not at 24', () => {
    expect(minuteOf('2027-01-01T00:00:00Z', 'UTC')).toBe('1 Jan 2027, 00:00');
  });

  it('that is none is given back as it is', () => {
    expect([dayOf('soon', 'UTC'), minuteOf('soon', 'UTC'), fullMoment('', 'UTC'), asWritten('soon')]).toEqual(
      ['soon', 'soon', '', 'soon'],
    );
  });

  it('is also said on the clock on which it was written', () => {
    expect(asWritten(due)).toBe('Fri 31 Dec 2027, 23:59 UTC−05:00');
    expect(asWritten(due, 'America/New_York')).toBe('Fri 31 Dec 2027, 23:59 America/New_York');
  });
});

describe('where a call stands', () => {
  const at = (iso: string) => new Date(iso);

  it('is ready from the very moment at which it is due, whatever an older list says', () => {
    const call = { state: 'open', due } as const;
    expect(stateNow(call, at('2028-01-01T04:59:58Z'))).toBe('open');
    expect(stateNow(call, at('2028-01-01T04:59:59Z'))).toBe('ready');
    expect(stateNow({ state: 'judged', due }, at('2030-01-01T00:00:00Z'))).toBe('judged');
  });

  it.each([
    ['2027-12-13T12:00:00Z', '19 days'],
    ['2028-01-01T00:00:00Z', '5 hours'],
    ['2028-01-01T04:19:59Z', '40 minutes'],
    ['2026-12-01T00:00:00Z', '13 months'],
  ])('has at %s still %s', (now, left) => {
    expect(timeLeft(due, at(now))).toBe(left);
  });
});
