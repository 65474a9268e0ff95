/** The date on which a call is decided, in the words of the card. */
import { offsetAt, offsetMinutes } from './zonedTime';

export interface Due {
  /** The plan's own date and time on the clock of its own offset: "Fri 31 Dec 2027, 23:59". */
  date: string;
  /** The person's zone if it agrees with the plan's offset at that moment, else the offset itself. */
  zone: string;
  /** How far off it is: "in 13 months". */
  distance: string;
}

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

const wording = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Reads an ISO 8601 moment with its offset; `undefined` for anything else. `timezone` is an IANA name. */
export function readDue(iso: string, timezone: string, now: Date): Due | undefined {
  const offset = shape.exec(iso)?.[1];
  const moment = new Date(iso);
  if (offset === undefined || Number.isNaN(moment.getTime())) {
    return undefined;
  }
  const minutes = offsetMinutes(offset);
  const part = Object.fromEntries(
    wording.formatToParts(moment.getTime() + minutes * 60_000).map(({ type, value }) => [type, value]),
  );
  return {
    date: `${part.weekday} ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`,
    zone: offsetAt(timezone, moment) === minutes ? timezone : offsetName(offset),
    distance: distance(now, moment),
  };
}

function offsetName(offset: string): string {
  return offset === 'Z' || /^[+-]00:00$/.test(offset) ? 'UTC' : `UTC${offset.replace('-', '−')}`;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function distance(from: Date, to: Date): string {
  const ahead = to.getTime() - from.getTime();
  const far = Math.abs(ahead);
  const say = (amount: number, unit: Intl.RelativeTimeFormatUnit) =>
    relative.format(Math.round(amount), unit);
  if (far < hour) {
    return say(ahead / minute, 'minute');
  }
  if (far < 2 * day) {
    return say(ahead / hour, 'hour');
  }
  if (far < 60 * day) {
    return say(ahead / day, 'day');
  }
  const months = ahead / (day * 30.436875);
  return Math.abs(months) < 23.5 ? say(months, 'month') : say(months / 12, 'year');
}
