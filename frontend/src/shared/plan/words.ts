/** The page's sentences about machine facts: tools, times, counts. */
import type { FieldName } from './planSheet';

export const fieldLabel: Record<FieldName, string> = {
  statement: 'Statement',
  due: 'Due',
  sources: 'Sources',
  criteria: 'Criteria',
  steps: 'Steps',
  assumed: 'Assumed',
};

/** A tool's use as a person would say it. */
export function toolWords(name: string, state: 'started' | 'done' | 'failed', input: unknown): string {
  const words = task(
    name,
    typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {},
  );
  switch (state) {
    case 'started':
      return `${words.doing} ${words.what}`;
    case 'done':
      return `${words.did} ${words.what}`;
    case 'failed':
      return `Couldn’t ${words.base} ${words.what}`;
    default:
      return state satisfies never;
  }
}

interface Task {
  base: string;
  doing: string;
  did: string;
  what: string;
}

function task(name: string, input: Record<string, unknown>): Task {
  switch (name) {
    case 'current_time':
      return { base: 'check', doing: 'Checking', did: 'Checked', what: `the time${place(input.timezone)}` };
    case 'end_of_period':
      return {
        base: 'work out',
        doing: 'Working out',
        did: 'Worked out',
        what: `the end of ${period(input)}`,
      };
    case 'next_weekday':
      return { base: 'find', doing: 'Finding', did: 'Found', what: `the next ${weekday(input.weekday)}` };
    case 'add_to_date':
      return { base: 'count', doing: 'Counting', did: 'Counted', what: span(input) };
    case 'days_between':
      return { base: 'count', doing: 'Counting', did: 'Counted', what: 'the days' };
    case 'is_past':
      return { base: 'check', doing: 'Checking', did: 'Checked', what: 'whether the date is past' };
    default:
      return { base: 'use', doing: 'Using', did: 'Used', what: name.replaceAll(/[_-]+/g, ' ') };
  }
}

function place(timezone: unknown): string {
  if (typeof timezone !== 'string' || timezone === '') {
    return '';
  }
  const city = timezone.split('/').at(-1) ?? timezone;
  return ` in ${city.replaceAll('_', ' ')}`;
}

function period({ period: name, date }: Record<string, unknown>): string {
  const kind = typeof name === 'string' ? name.toLowerCase() : 'period';
  const year = typeof date === 'string' ? /^\d{4}/.exec(date)?.[0] : undefined;
  if (kind === 'year' && year !== undefined) {
    return year;
  }
  return `the ${kind === 'half' ? 'half-year' : kind}`;
}

function weekday(name: unknown): string {
  return typeof name === 'string' && name !== ''
    ? name.charAt(0).toUpperCase() + name.slice(1).toLowerCase()
    : 'weekday';
}

function span({ amount, unit }: Record<string, unknown>): string {
  const count = Number(amount);
  if (!Number.isFinite(count) || typeof unit !== 'string') {
    return 'to the date';
  }
  const plural = unit.toLowerCase().replace(/s$/, '');
  const many = Math.abs(count);
  return `${many} ${plural}${many === 1 ? '' : 's'} ${count < 0 ? 'back' : 'ahead'}`;
}

/** A span of time: "<1 ms", "12 ms", "4.1 s", "1 min 05 s". */
export function duration(ms: number): string {
  if (ms < 1) {
    return '<1 ms';
  }
  if (ms < 100) {
    return `${Math.round(ms)} ms`;
  }
  return elapsed(ms);
}

/** A running clock: tenths of a second up to a minute. */
export function elapsed(ms: number): string {
  if (ms < 59_950) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** What is left of a wait: "5 s", "1 min 05 s". */
export function countdown(seconds: number): string {
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

const counting = new Intl.NumberFormat('en');

export function count(n: number): string {
  return counting.format(n);
}
