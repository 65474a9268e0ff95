/** A drafted plan in a person's hands: what the planner wrote, what it has become, and what is being typed. Pure. */

import type { FieldName } from '../../../shared/plan/planSheet';
import type { Plan } from '../frame';
import {
  editOf,
  type FieldEdit,
  fieldNames,
  problemOf,
  type Setting,
  sameTerm,
  type Terms,
  termsOf,
  withEdit,
} from './terms';

/** The fields of a call that something can be wrong with. */
export type ProblemName = FieldName | 'confidence' | 'tags';

export type Problems = Readonly<Partial<Record<ProblemName, string>>>;

export interface Draft {
  /** As the planner wrote it. */
  drafted: Terms;
  /** As it would be logged. */
  terms: Terms;
  /** What stands in the editors that are open. */
  edits: Readonly<Partial<Record<FieldName, FieldEdit>>>;
  problems: Problems;
  /** What was last found wrong: another object each time, so that the person can be led there. */
  alarm: { name: ProblemName } | undefined;
}

export type DraftEvent =
  | { type: 'opened'; field: FieldName }
  | { type: 'changed'; edit: FieldEdit }
  | { type: 'cancelled'; field: FieldName }
  /** `now` is in milliseconds since 1970. */
  | { type: 'saved'; field: FieldName; now: number }
  /** A call is about to be logged: everything that is open is saved, and everything that isn't looked at again. */
  | { type: 'allSaved'; now: number; problems: Problems }
  /** Back to what the planner wrote. */
  | { type: 'undone'; field: FieldName }
  | { type: 'faulted'; problems: Problems }
  /** Something was done about a field's problem. */
  | { type: 'minded'; name: ProblemName };

export function newDraft(plan: Plan): Draft {
  const terms = termsOf(plan);
  return { drafted: terms, terms, edits: {}, problems: {}, alarm: undefined };
}

export function isEditing(draft: Draft): boolean {
  return Object.keys(draft.edits).length > 0;
}

/** Whether a field is no longer what the planner wrote. */
export function isEdited(draft: Draft, field: FieldName): boolean {
  return !sameTerm(draft.drafted[field], draft.terms[field]);
}

/** Whether anything would be lost with the draft that drafting again wouldn't bring back. */
export function hasEdits(draft: Draft): boolean {
  return isEditing(draft) || fieldNames.some((field) => isEdited(draft, field));
}

/** `timezone` is the one in which dates are edited. */
export function reduceDraft(draft: Draft, event: DraftEvent, timezone: string): Draft {
  switch (event.type) {
    case 'opened':
      return open(draft, event.field, timezone);
    case 'changed': {
      const { edit } = event;
      return edit.field in draft.edits
        ? { ...mind(draft, edit.field), edits: { ...draft.edits, [edit.field]: edit } }
        : draft;
    }
    case 'cancelled':
      return close(draft, event.field);
    case 'saved': {
      const saved = save(draft, event.field, { now: event.now, timezone });
      return saved.problems[event.field] === undefined ? saved : { ...saved, alarm: { name: event.field } };
    }
    case 'allSaved':
      return alarmed(
        fieldNames.reduce((saved, field) => save(saved, field, { now: event.now, timezone }), {
          ...draft,
          problems: event.problems,
        }),
      );
    case 'undone':
      return {
        ...close(draft, event.field),
        terms: { ...draft.terms, [event.field]: draft.drafted[event.field] },
      };
    case 'faulted': {
      const opened = fieldNames
        .filter((field) => event.problems[field] !== undefined)
        .reduce((before, field) => open(before, field, timezone), draft);
      return alarmed({ ...opened, problems: event.problems });
    }
    case 'minded':
      return mind(draft, event.name);
    default:
      return event satisfies never;
  }
}

const order: readonly ProblemName[] = [...fieldNames, 'tags', 'confidence'];

/** Leads to the first of its problems, if it has any. */
function alarmed(draft: Draft): Draft {
  const name = order.find((each) => draft.problems[each] !== undefined);
  return name === undefined ? draft : { ...draft, alarm: { name } };
}

function open(draft: Draft, field: FieldName, timezone: string): Draft {
  return field in draft.edits
    ? draft
    : { ...draft, edits: { ...draft.edits, [field]: editOf(draft.terms, field, timezone) } };
}

function close(draft: Draft, field: FieldName): Draft {
  const { [field]: _, ...edits } = draft.edits;
  return { ...mind(draft, field), edits };
}

/** A field that is right is closed with its new value; one that isn't stays open and says why. */
function save(draft: Draft, field: FieldName, setting: Setting): Draft {
  const edit = draft.edits[field];
  if (edit === undefined) {
    const problem = problemOf(draft.terms, field, setting.now);
    return problem === undefined
      ? draft
      : { ...open(draft, field, setting.timezone), problems: { ...draft.problems, [field]: problem } };
  }
  const checked = withEdit(draft.terms, edit, setting);
  return checked.ok
    ? { ...close(draft, field), terms: checked.value }
    : { ...draft, problems: { ...draft.problems, [field]: checked.problem } };
}

function mind(draft: Draft, name: ProblemName): Draft {
  if (draft.problems[name] === undefined) {
    return draft;
  }
  const { [name]: _, ...problems } = draft.problems;
  return { ...draft, problems };
}
