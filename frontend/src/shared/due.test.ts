import { describe, expect, it } from 'vitest';
import { readDue } from './due';

const now = new Date('2026-11-22T10:00:00-05:00');
const due = (iso: string, zone = 'America/New_York') => readDue(iso, zone, now);

describe('the date on which a call is decided', () => {
  it('is said on the clock of its own offset, with the zone that it agrees with', () => {
    expect(due('2027-12-31T23:59:59-05:00')).toEqual({
      date: 'Fri 31 Dec 2027, 23:59',
      zone: 'America/New_York',
      distance: 'in 13 months',
    });
  });

  it('knows that the zone’s offset changes with the season', () => {
    expect(due('2027-06-30T23:59:59-04:00')?.zone).toBe('America/New_York');
    expect(due('2027-06-30T23:59:59-05:00')?.zone).toBe('UTC−05:00');
  });

  it('names the offset where the person’s zone has another', () => {
    expect(due('2027-12-31T23:59:59+05:30')).toMatchObject({
      date: 'Fri 31 Dec 2027, 23:59',
      zone: 'UTC+05:30',
    });
    expect(due('2027-12-31T23:59:59Z')?.zone).toBe('UTC');
    expect(due('2027-12-31T23:59:59Z', 'UTC')?.zone).toBe('UTC');
    expect(due('2027-12-31T23:59:59Z', 'Not/AZone')?.zone).toBe('UTC');
  });

  it.each([
    ['2026-11-22T10:30:00-05:00', 'in 30 minutes'],
    ['2026-11-22T23:59:59-05:00', 'in 14 hours'],
    ['2026-11-27T10:00:00-05:00', 'in 5 days'],
    ['2027-01-15T10:00:00-05:00', 'in 54 days'],
    ['2027-02-22T10:00:00-05:00', 'in 3 months'],
    ['2030-12-31T23:59:59-05:00', 'in 4 years'],
    ['2026-11-20T10:00:00-05:00', '2 days ago'],
  ])('%s is %s', (iso, distance) => {
    expect(due(iso)?.distance).toBe(distance);
  });

  it.each(['', '2027-12', '2027-12-31', '2027-12-31T23:59:59', 'next Friday', '2027-13-45T99:99:99Z'])(
    'is not read from “%s”',
    (text) => {
      expect(due(text)).toBeUndefined();
    },
  );
});
