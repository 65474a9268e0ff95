/** Between a moment and what the clock on a wall shows of it, in any zone and with its changes of the clock. */

/** A date and a time of day as the browser's own inputs hold them: "2027-12-31" and "23:59". */
export interface WallTime {
  date: string;
  time: string;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How many minutes a zone is ahead of UTC at a moment; `undefined` for a zone that the browser doesn't know. */
export function offsetAt(timezone: string, at: Date): number | undefined {
  try {
    const name = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value;
    return name === undefined ? undefined : offsetMinutes(name.replace('GMT', '') || 'Z');
  } catch {
    return undefined;
  }
}

/** The minutes that an offset such as "-05:00" or "Z" stands for. */
export function offsetMinutes(offset: string): number {
  if (offset === 'Z') {
    return 0;
  }
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** What the clock in the zone shows at a moment; nothing for a moment that can't be read. */
export function wallTime(iso: string, timezone: string): WallTime {
  const moment = new Date(iso);
  const offset = Number.isNaN(moment.getTime()) ? undefined : offsetAt(timezone, moment);
  if (offset === undefined) {
    return { date: '', time: '' };
  }
  const shifted = new Date(moment.getTime() + offset * minuteMs).toISOString();
  return { date: shifted.slice(0, -14), time: shifted.slice(-13, -8) };
}

/**
 * The moment at which the clock in the zone shows this, as ISO 8601 with the zone's offset at that date. Of an hour
 * that the clock shows twice the first is meant; an hour that it leaves out is read on the clock as it was before.
 */
export function momentOf({ date, time }: WallTime, seconds: number, timezone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) {
    return undefined;
  }
  const asIfUtc = Date.parse(`${date}T${time}:${pad(seconds)}Z`);
  const before = Number.isNaN(asIfUtc) ? undefined : offsetAt(timezone, new Date(asIfUtc - dayMs));
  const after = before === undefined ? undefined : offsetAt(timezone, new Date(asIfUtc + dayMs));
  if (before === undefined || after === undefined) {
    return undefined;
  }
  const candidates = [before, after]
    .map((offset) => ({ offset, at: asIfUtc - offset * minuteMs }))
    .filter(({ offset, at }) => offsetAt(timezone, new Date(at)) === offset)
    .map(({ at }) => at);
  const at = candidates.length > 0 ? Math.min(...candidates) : asIfUtc - before * minuteMs;
  const offset = offsetAt(timezone, new Date(at)) ?? 0;
  return `${new Date(at + offset * minuteMs).toISOString().slice(0, -5)}${offsetText(offset)}`;
}

/** An offset as ISO 8601 writes it. */
function offsetText(minutes: number): string {
  const far = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(far / 60))}:${pad(far % 60)}`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
