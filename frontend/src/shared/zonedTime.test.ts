import { describe, expect, it } from 'vitest';
import { momentOf, wallTime } from './zonedTime';

describe('a wall time', () => {
  it.each([
    ['2027-12-31', '23:59', 59, 'America/New_York', '2027-12-31T23:59:59-05:00'],
    ['2027-07-01', '12:00', 0, 'America/New_York', '2027-07-01T12:00:00-04:00'],
    ['2027-07-01', '00:00', 0, 'Europe/Berlin', '2027-07-01T00:00:00+02:00'],
    ['2027-01-01', '05:45', 0, 'Asia/Kathmandu', '2027-01-01T05:45:00+05:45'],
    ['2027-01-01', '00:00', 0, 'Pacific/Kiritimati', '2027-01-01T00:00:00+14:00'],
    ['2027-01-01', '00:00', 0, 'UTC', '2027-01-01T00:00:00+00:00'],
  ])('%s %s:%i in %s is %s', (date, time, seconds, zone, iso) => {
    expect(momentOf({ date, time }, seconds, zone)).toBe(iso);
    expect(wallTime(iso, zone)).toEqual({ date, time });
  });

  it.each([
    ['just before the clock goes forward', '01:59', '2027-03-28T01:59:00+01:00'],
    ['left out by the clock is an hour later on it', '02:30', '2027-03-28T03:30:00+02:00'],
    ['just after it', '03:00', '2027-03-28T03:00:00+02:00'],
  ])('%s', (_, time, iso) => {
    expect(momentOf({ date: '2027-03-28', time }, 0, 'Europe/Berlin')).toBe(iso);
  });

  it.each([
    ['before the clock goes back', '01:30', '2027-10-31T01:30:00+02:00'],
    ['that the clock shows twice is the first', '02:30', '2027-10-31T02:30:00+02:00'],
    ['after it', '03:00', '2027-10-31T03:00:00+01:00'],
  ])('%s', (_, time, iso) => {
    expect(momentOf({ date: '2027-10-31', time }, 0, 'Europe/Berlin')).toBe(iso);
  });

  it('is that of the reader’s zone, whatever the moment’s own offset', () => {
    expect(wallTime('2027-12-31T23:59:59-05:00', 'Europe/Berlin')).toEqual({
      date: '2028-01-01',
      time: '05:59',
    });
  });

  it.each([
    ['', '12:00', 'UTC'],
    ['2027-01-01', '', 'UTC'],
    ['2027-02-31x', '12:00', 'UTC'],
    ['2027-01-01', '12:00', 'Mars/Olympus'],
  ])('of %j %j in %s is none', (date, time, zone) => {
    expect(momentOf({ date, time }, 0, zone)).toBeUndefined();
  });

  it('of what isn’t a moment is blank', () => {
    expect(wallTime('soon', 'UTC')).toEqual({ date: '', time: '' });
  });
});
