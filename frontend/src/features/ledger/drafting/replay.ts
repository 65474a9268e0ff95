/** A draft as it stood at any moment of its making. Pure: the moment comes in, in milliseconds after the start. */
import type { Plan, Transcript } from '../../../shared/api/types';
import { emptySheet, type FieldName, type PlanSheet, readSheet } from '../../../shared/plan/planSheet';
import { duration, fieldLabel, toolWords } from '../../../shared/plan/words';

/** Something besides the plan's own words: a tool, another try, how it ended. */
export interface Mark {
  at: number;
  words: string;
  /** How long it took: "2 ms". */
  took?: string;
}

/** The draft at one moment. */
export interface Moment {
  /** The planner's words so far; those that were no plan are gone once it begins anew. */
  text: string;
  sheet: PlanSheet;
  /** What had happened by then, in order. */
  marks: readonly Mark[];
}

/** What there was to see so many milliseconds after the start. */
export function momentAt(transcript: Transcript, at: number): Moment {
  let text = '';
  const marks: Mark[] = [];
  for (const step of transcript.steps) {
    // Not in the order of their times alone: a tool stands where it began.
    if (step.at > at) {
      continue;
    }
    switch (step.type) {
      case 'text':
        text += step.content;
        break;
      case 'tool': {
        const { durationMs: took } = step;
        const over = took === undefined || step.at + took <= at;
        const words = toolWords(step.name, over ? step.state : 'started', parsed(step.input));
        marks.push({ at: step.at, words, ...(over && took !== undefined ? { took: duration(took) } : {}) });
        break;
      }
      case 'retrying':
        marks.push({ at: step.at, words: step.message });
        break;
      case 'repairing':
        marks.push({ at: step.at, words: step.message });
        text = '';
        break;
      default:
        // Of a later version: that something happened is all that can be said.
        marks.push({ at: (step satisfies never as { at: number }).at, words: 'Something happened' });
    }
  }
  if (at >= transcript.durationMs) {
    marks.push({ at: transcript.durationMs, words: ending(transcript) });
  }
  return { text, sheet: text === '' ? emptySheet : readSheet(text), marks };
}

function ending({ outcome, message }: Transcript): string {
  switch (outcome) {
    case 'complete':
      return 'Plan ready';
    case 'stopped':
      return 'Stopped';
    case 'error':
      return message ?? 'It didn’t work';
    default:
      return outcome satisfies never;
  }
}

/** A model's arguments, which are JSON if it kept to the rules. */
function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return undefined;
  }
}

/** When the planner wrote its first word; nothing where it wrote none. */
export function firstWordsAt({ steps }: Transcript): number | undefined {
  return steps.find(({ type }) => type === 'text')?.at;
}

/** The fields of a plan, in reading order. */
export const fields = Object.keys(fieldLabel) as FieldName[];

/** When each field was finished, in the last of the planner's tries. */
export function finishedAt({ steps }: Transcript): ReadonlyMap<FieldName, number> {
  const lastTry = steps.slice(steps.findLastIndex(({ type }) => type === 'repairing') + 1);
  const texts = lastTry.filter((step) => step.type === 'text');
  const sheets = new Map<number, PlanSheet>();
  const sheetAfter = (count: number) => {
    const known = sheets.get(count);
    if (known !== undefined) {
      return known;
    }
    const read = readSheet(
      texts
        .slice(0, count)
        .map(({ content }) => content)
        .join(''),
    );
    sheets.set(count, read);
    return read;
  };
  const isDoneAfter = (count: number, field: FieldName) => sheetAfter(count)[field].progress === 'done';
  const finished = new Map<FieldName, number>();
  for (const field of fields) {
    // What is finished stays so. Reading after every step instead would take minutes for the longest drafts.
    let before = 0;
    let after = texts.length;
    if (!isDoneAfter(after, field)) {
      continue;
    }
    while (after - before > 1) {
      const between = (before + after) >> 1;
      if (isDoneAfter(between, field)) {
        after = between;
      } else {
        before = between;
      }
    }
    finished.set(field, texts[after - 1]?.at ?? 0);
  }
  return finished;
}

/** The fields, by their labels, in which a plan is another than the drafted one. */
export function editedFields(drafted: Plan, logged: Plan): readonly string[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const was = drafted.verification_method;
  const is = logged.verification_method;
  const kept: Record<FieldName, boolean> = {
    statement: drafted.prediction_statement === logged.prediction_statement,
    due: drafted.verification_date === logged.verification_date,
    sources: same(was.source, is.source),
    criteria: same(was.criteria, is.criteria),
    steps: same(was.steps, is.steps),
    assumed: same(drafted.assumptions, logged.assumptions),
  };
  return fields.filter((field) => !kept[field]).map((field) => fieldLabel[field]);
}
