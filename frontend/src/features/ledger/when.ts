/** Moments and how far off they are, in the reader's words and on the reader's clock. */
import type { CallState } from '../../shared/api/types';
import { readDue } from '../../shared/due';

/** The zone of whoever reads, as an IANA name. */
export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
const minute: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

// Making a format is slow, and a list asks for the same one a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

function partsOf(moment: Date, name: string, zone: string, options: Intl.DateTimeFormatOptions) {
  const parts = format(name, zone, options).formatToParts(moment);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** The day: "10 Dec 2026". What is no moment is given back as it is. */
export function dayOf(iso: string, zone = readerZone()): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? iso : format('day', zone, day).format(moment);
}

/** The day and the minute: "10 Dec 2026, 23:59". What is no moment is given back as it is. */
export function minuteOf(iso: string, zone = readerZone()): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) {
    return iso;
  }
  const part = partsOf(moment, 'minute', zone, { ...day, ...minute });
  return `${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`;
}

/** The day with its name and the minute: "Thu 10 Dec 2026, 23:59". What is no moment is given back as it is. */
export function fullMoment(iso: string, zone = readerZone()): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime())
    ? iso
    : `${partsOf(moment, 'weekday', zone, { weekday: 'short' }).weekday} ${minuteOf(iso, zone)}`;
}

/** A due date on the clock on which it was written, with that clock's zone: "Fri 31 Dec 2027, 23:59 UTC−05:00". */
export function asWritten(iso: string, writtenIn = 'UTC'): string {
  const due = readDue(iso, writtenIn, new Date());
  return due === undefined ? iso : `${due.date} ${due.zone}`;
}

/** How far off a due date is: "in 18 days", "2 days ago"; nothing for what is no moment. */
export function distanceTo(iso: string, now: Date): string {
  return readDue(iso, 'UTC', now)?.distance ?? '';
}

/** The state now: a list that was fetched before a due date may still say that the call is open. */
export function stateNow(call: { state: CallState; due: string }, now: Date): CallState {
  return call.state === 'open' && new Date(call.due).getTime() <= now.getTime() ? 'ready' : call.state;
}

/** How long an open call still has: "18 days". */
export function timeLeft(due: string, now: Date): string {
  return distanceTo(due, now).replace(/^in /, '');
}
