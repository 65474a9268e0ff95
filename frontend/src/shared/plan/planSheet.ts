/** The plan as the card shows it: five fields and the assumptions, each with how far it has got. */
import { Allow, parse } from 'partial-json';
import type { Plan } from '../api/types';

export type FieldName = 'statement' | 'due' | 'sources' | 'criteria' | 'steps' | 'assumed';

/**
 * `waiting`: nothing of it is there; `writing`: begun and still growing; `done`: closed by the model or validated, with
 * something in it. Only the assumptions may be none.
 */
export type Progress = 'waiting' | 'writing' | 'done';

export interface Field<T> {
  progress: Progress;
  value: T;
}

export interface PlanSheet {
  statement: Field<string>;
  due: Field<string>;
  sources: Field<readonly string[]>;
  criteria: Field<readonly string[]>;
  steps: Field<readonly string[]>;
  assumed: Field<readonly string[]>;
}

/** The fields that every plan has, in reading order. */
export const countedFields = ['statement', 'due', 'sources', 'criteria', 'steps'] as const;

export const emptySheet: PlanSheet = sheet({}, {});

/** How many of the five fields are done. */
export function fieldsDone(plan: PlanSheet): number {
  return countedFields.filter((name) => plan[name].progress === 'done').length;
}

/** Whether there is anything to read on it. */
export function showsAnything(plan: PlanSheet): boolean {
  return Object.values(plan).some(({ value }) => value.length > 0);
}

/** The sheet of a plan that the server has validated: everything is done. */
export function sheetOf(plan: Plan): PlanSheet {
  return sheet(plan, plan);
}

/**
 * Reads as much of a plan as a model's unfinished text holds. What surrounds the JSON is passed over, and text that
 * holds none gives an empty sheet: the finished plan comes with the `complete` frame and not from here.
 */
export function readSheet(text: string): PlanSheet {
  // A brace alone may belong to prose; the plan's is followed by a key, or by nothing yet.
  const start = text.search(/\{\s*(?:"|$)/);
  if (start < 0) {
    return emptySheet;
  }
  const json = text.slice(start);
  // Read twice: once with everything that has begun, once with only what is closed. What is in both is done.
  return sheet(readObject(json, Allow.ALL), readObject(json, Allow.OBJ));
}

function readObject(json: string, allow: number): object {
  try {
    return asObject(parse(json, allow));
  } catch {
    return {};
  }
}

function sheet(begun: object, closed: object): PlanSheet {
  const method = asObject(own(begun, 'verification_method'));
  const closedMethod = asObject(own(closed, 'verification_method'));
  return {
    statement: field(asText, begun, closed, 'prediction_statement'),
    due: field(asText, begun, closed, 'verification_date'),
    sources: field(asTexts, method, closedMethod, 'source'),
    criteria: field(asTexts, method, closedMethod, 'criteria'),
    steps: field(asTexts, method, closedMethod, 'steps'),
    assumed: field(asTexts, begun, closed, 'assumptions', true),
  };
}

function field<T extends string | readonly string[]>(
  as: (value: unknown) => T,
  begun: object,
  closed: object,
  key: string,
  mayBeEmpty = false,
): Field<T> {
  if (Object.hasOwn(closed, key)) {
    const value = as(own(closed, key));
    return { progress: mayBeEmpty || saysAnything(value) ? 'done' : 'waiting', value };
  }
  return { progress: Object.hasOwn(begun, key) ? 'writing' : 'waiting', value: as(own(begun, key)) };
}

function saysAnything(value: string | readonly string[]): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value.some(saysAnything);
}

function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Text that was cut inside an emoji ends in half of it, which would show as a broken character for a moment. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[\uD800-\uDBFF]$/, '') : '';
}

function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map(asText) : [];
}
