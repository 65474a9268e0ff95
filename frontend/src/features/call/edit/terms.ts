/** What a call would be logged with, field by field, and what each field has to be: the server's rules. */

import type { FieldName } from '../../../shared/plan/planSheet';
import { count } from '../../../shared/plan/words';
import { momentOf, type WallTime, wallTime } from '../../../shared/zonedTime';
import type { Plan } from '../frame';

export type ListName = Exclude<FieldName, 'statement' | 'due'>;

/** A plan by the names that the card has for its fields. */
export interface Terms extends Record<ListName, readonly string[]> {
  statement: string;
  /** ISO 8601 with its offset. */
  due: string;
}

/** An entry of a list while it is edited: it keeps its id when it is moved. */
export interface Item {
  id: number;
  text: string;
}

/** What stands in a field's editor. */
export type FieldEdit =
  | { field: 'statement'; value: string }
  | { field: 'due'; value: WallTime }
  | { field: ListName; value: readonly Item[] };

/** When and where an edit is judged: `now` in milliseconds since 1970, and the person's zone. */
export interface Setting {
  now: number;
  timezone: string;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

export const longestText = 4000;
export const mostItems = 30;
const mostYearsAhead = 150;

export const fieldNames = ['statement', 'due', 'sources', 'criteria', 'steps', 'assumed'] as const;

export function isList(field: FieldName): field is ListName {
  return field !== 'statement' && field !== 'due';
}

export function termsOf(plan: Plan): Terms {
  const { source, criteria, steps } = plan.verification_method;
  return {
    statement: plan.prediction_statement,
    due: plan.verification_date,
    sources: source,
    criteria,
    steps,
    assumed: plan.assumptions,
  };
}

export function planOf(terms: Terms): Plan {
  return {
    prediction_statement: terms.statement,
    verification_date: terms.due,
    verification_method: {
      source: [...terms.sources],
      criteria: [...terms.criteria],
      steps: [...terms.steps],
    },
    initial_status: 'pending',
    assumptions: [...terms.assumed],
  };
}

/** A field's value as its editor begins with it. */
export function editOf(terms: Terms, field: FieldName, timezone: string): FieldEdit {
  switch (field) {
    case 'statement':
      return { field, value: terms.statement };
    case 'due':
      return { field, value: wallTime(terms.due, timezone) };
    default: {
      const items = terms[field].map((text, id) => ({ id, text }));
      return { field, value: items.length > 0 ? items : [{ id: 0, text: '' }] };
    }
  }
}

/** The terms with what the editor holds, or why they can't have it. */
export function withEdit(terms: Terms, edit: FieldEdit, setting: Setting): Checked<Terms> {
  switch (edit.field) {
    case 'statement':
      return into(terms, edit.field, checkText(edit.value));
    case 'due':
      return into(terms, edit.field, readDueEdit(terms.due, edit.value, setting));
    default:
      return into(
        terms,
        edit.field,
        checkList(
          edit.field,
          edit.value.map(({ text }) => text),
        ),
      );
  }
}

/** Why a field can't be logged as it is; nothing if it can. */
export function problemOf(terms: Terms, field: FieldName, now: number): string | undefined {
  const checked =
    field === 'statement'
      ? checkText(terms.statement)
      : field === 'due'
        ? checkDue(terms.due, now)
        : checkList(field, terms[field]);
  return checked.ok ? undefined : checked.problem;
}

export function sameTerm(a: Terms[FieldName], b: Terms[FieldName]): boolean {
  return typeof a === 'string' || typeof b === 'string'
    ? a === b
    : a.length === b.length && a.every((item, i) => item === b[i]);
}

function into<F extends FieldName>(terms: Terms, field: F, checked: Checked<Terms[F]>): Checked<Terms> {
  return checked.ok ? { ok: true, value: { ...terms, [field]: checked.value } } : checked;
}

/** The server's rule: control characters other than white space, and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const noText = /[\u0000-\u0008\u000e-\u001b\u007f-\u009f]|\p{Cs}/u;

function checkText(text: string): Checked<string> {
  const value = text.trim();
  if (value === '') {
    return no('Write what is claimed.');
  }
  if (noText.test(value)) {
    return no('That holds a character that can’t be shown.');
  }
  return value.length > longestText ? no(tooLong('That', value)) : { ok: true, value };
}

function checkList(field: ListName, texts: readonly string[]): Checked<readonly string[]> {
  // A line that was added and never written is not meant.
  const value = texts.map((text) => text.trim()).filter((text) => text !== '');
  if (value.length === 0 && field !== 'assumed') {
    return no(`Write at least one ${itemName[field]}.`);
  }
  if (value.length > mostItems) {
    return no(`That is ${value.length - mostItems} too many. At most ${mostItems} are kept.`);
  }
  const broken = value.findIndex((text) => noText.test(text));
  if (broken >= 0) {
    return no(`Number ${broken + 1} holds a character that can’t be shown.`);
  }
  const long = value.findIndex((text) => text.length > longestText);
  return long >= 0 ? no(tooLong(`Number ${long + 1}`, value[long] ?? '')) : { ok: true, value };
}

function readDueEdit(before: string, wall: WallTime, { now, timezone }: Setting): Checked<string> {
  const was = wallTime(before, timezone);
  if (was.date === wall.date && was.time === wall.time) {
    return checkDue(before, now);
  }
  // The inputs have no seconds: a time that wasn't changed keeps its own, and a day's last minute is meant to its end.
  const seconds = was.time === wall.time ? new Date(before).getUTCSeconds() : wall.time === '23:59' ? 59 : 0;
  const due = momentOf(wall, seconds, timezone);
  return due === undefined ? no('Give a date and a time.') : checkDue(due, now);
}

function checkDue(due: string, now: number): Checked<string> {
  const at = Date.parse(due);
  if (Number.isNaN(at)) {
    return no('Give a date and a time.');
  }
  if (at <= now) {
    return no('The date has to be ahead.');
  }
  return Number(due.slice(0, 4)) > new Date(now).getUTCFullYear() + mostYearsAhead
    ? no(`The date can be at most ${mostYearsAhead} years ahead.`)
    : { ok: true, value: due };
}

/** What one entry of a list is called. */
export const itemName: Record<ListName, string> = {
  sources: 'source',
  criteria: 'criterion',
  steps: 'step',
  assumed: 'assumption',
};

function tooLong(what: string, text: string): string {
  const over = text.length - longestText;
  const characters = over === 1 ? 'character' : 'characters';
  return `${what} is ${count(over)} ${characters} too long. Shorten it to ${count(longestText)}.`;
}

function no(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}
