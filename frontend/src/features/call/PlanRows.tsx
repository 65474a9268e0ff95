import { type CSSProperties, memo, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import controls from '../../shared/controls.module.css';
import { readDue } from '../../shared/due';
import type { Field, FieldName, Progress } from '../../shared/plan/planSheet';
import { fieldLabel } from '../../shared/plan/words';
import { FieldEditor } from './edit/FieldEditor';
import { RowActions, type RowTools } from './edit/RowActions';
import styles from './PlanRows.module.css';

/** Whether there is no run to show, one is under way, or one has ended. */
export type RowMood = 'blank' | 'live' | 'over';

interface RowProps<T> {
  field: Field<T>;
  mood: RowMood;
  /** The plan was begun anew: a row stays as high as it was, so that those below it stay where they are. */
  keepRoom: boolean;
  /** What the field is for, shown on a blank sheet. */
  hint: string;
  /** How it can be changed, once it is finished. */
  tools?: RowTools | undefined;
}

/** A row is drawn again only when its own field has changed: a finished one never is. */
function same<P extends RowProps<string | readonly string[]>>(before: P, after: P): boolean {
  return (
    before.mood === after.mood &&
    before.keepRoom === after.keepRoom &&
    sameTools(before.tools, after.tools) &&
    before.field.progress === after.field.progress &&
    sameValue(before.field.value, after.field.value)
  );
}

function sameTools(a: RowTools | undefined, b: RowTools | undefined): boolean {
  return a === undefined || b === undefined
    ? a === b
    : a.edit === b.edit && a.edited === b.edited && a.locked === b.locked && a.problem === b.problem;
}

function sameValue(a: string | readonly string[], b: string | readonly string[]): boolean {
  return typeof a === 'string' || typeof b === 'string'
    ? a === b
    : a.length === b.length && a.every((item, i) => item === b[i]);
}

export const StatementRow = memo(function StatementRow(props: RowProps<string>) {
  const { field, mood, keepRoom, hint, tools } = props;
  return (
    <Row
      name="statement"
      progress={field.progress}
      {...{ mood, keepRoom, hint, tools }}
      empty={field.value === ''}
    >
      <p className={styles.claim} dir="auto">
        {field.value}
        <Caret field={field} mood={mood} />
      </p>
    </Row>
  );
}, same);

export const DueRow = memo(
  function DueRow({ timezone, ...props }: RowProps<string> & { timezone: string }) {
    const { field, mood, keepRoom, hint, tools } = props;
    const due = field.progress === 'done' ? readDue(field.value, timezone, new Date()) : undefined;
    return (
      <Row
        name="due"
        progress={field.progress}
        {...{ mood, keepRoom, hint, tools }}
        empty={field.value === ''}
      >
        {due === undefined ? (
          <p className={styles.rawDate}>
            {field.value}
            <Caret field={field} mood={mood} />
          </p>
        ) : (
          <p>
            <time className={styles.date} dateTime={field.value}>
              {due.date}
            </time>{' '}
            <span className={styles.quiet}>
              {due.zone}, {due.distance}
            </span>
          </p>
        )}
      </Row>
    );
  },
  (before, after) => before.timezone === after.timezone && same(before, after),
);

export const ListRow = memo(function ListRow(
  props: RowProps<readonly string[]> & { name: Exclude<FieldName, 'statement' | 'due'> },
) {
  const { name, field, mood, keepRoom, hint, tools } = props;
  const List = name === 'criteria' || name === 'steps' ? 'ol' : 'ul';
  const last = field.value.length - 1;
  return (
    <Row
      name={name}
      progress={field.progress}
      {...{ mood, keepRoom, hint, tools }}
      empty={field.value.length === 0}
    >
      <List className={styles.list}>
        {field.value.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the model appends and never reorders, and items may repeat
          <li key={i} dir="auto">
            {item}
            {i === last && <Caret field={field} mood={mood} />}
          </li>
        ))}
      </List>
    </Row>
  );
}, same);

/** Not of the plan, but in line with it: what the person adds. */
export function TagsRow({ children }: { children: ReactNode }) {
  return (
    <div className={styles.row}>
      <dt className={`${styles.label} ${styles.unmarked}`}>Tags</dt>
      <dd className={styles.content}>{children}</dd>
    </div>
  );
}

function Row(props: {
  name: FieldName;
  progress: Progress;
  mood: RowMood;
  keepRoom: boolean;
  hint: string;
  empty: boolean;
  tools: RowTools | undefined;
  children: ReactNode;
}) {
  const { name, progress, mood, keepRoom, hint, empty, tools, children } = props;
  const opened = useRef(false);
  const [content, room] = useRoom(mood, empty, keepRoom);
  return (
    <div className={`${styles.row} ${progress === 'done' ? styles.done : ''}`}>
      <dt className={styles.label}>
        <Marker progress={progress} />
        <span>
          {fieldLabel[name]}
          {mood !== 'blank' && progress !== 'done' && (
            <span className={controls.unseen}>{progressWords(progress, mood)}</span>
          )}
        </span>
        {tools !== undefined && <RowActions name={name} tools={tools} opened={opened} />}
      </dt>
      <dd ref={content} className={`${styles.content} ${styles[name]}`} style={room}>
        {tools?.edit !== undefined ? (
          <FieldEditor {...tools} edit={tools.edit} opened={opened} />
        ) : empty ? (
          <Blank name={name} mood={mood} hint={hint} />
        ) : (
          children
        )}
      </dd>
    </div>
  );
}

/** How high a row was at most while its plan was written, as the least it may be where that is to be kept. */
function useRoom(
  mood: RowMood,
  empty: boolean,
  keep: boolean,
): [RefObject<HTMLElement | null>, CSSProperties | undefined] {
  const content = useRef<HTMLElement>(null);
  const highest = useRef(0);
  useLayoutEffect(() => {
    if (mood === 'live' && !keep) {
      const height = content.current?.offsetHeight ?? 0;
      highest.current = empty ? height : Math.max(highest.current, height);
    }
  });
  return [content, keep && highest.current > 0 ? { minHeight: `${highest.current}px` } : undefined];
}

function progressWords(progress: 'waiting' | 'writing', mood: RowMood): string {
  if (progress === 'waiting') {
    return ', not written yet';
  }
  return mood === 'live' ? ', being written' : ', unfinished';
}

/** As many lines as are usual, and as there is room reserved for. */
const usualLines: Record<FieldName, readonly number[]> = {
  statement: [1, 2, 3],
  due: [1, 2],
  sources: [1, 2],
  criteria: [1, 2, 3],
  steps: [1, 2, 3],
  assumed: [1],
};

function Blank({ name, mood, hint }: { name: FieldName; mood: RowMood; hint: string }) {
  switch (mood) {
    case 'blank':
      return <p className={styles.quiet}>{hint}</p>;
    case 'over':
      return <p className={styles.quiet}>{name === 'assumed' ? 'Nothing is assumed' : 'Not written'}</p>;
    case 'live':
      return (
        <div aria-hidden="true">
          {usualLines[name].map((line) => (
            <div key={line} className={styles.skeleton} />
          ))}
        </div>
      );
    default:
      return mood satisfies never;
  }
}

function Marker({ progress }: { progress: Progress }) {
  return (
    <svg
      className={`${styles.marker} ${progress === 'waiting' ? styles.faint : ''}`}
      viewBox="0 0 10 10"
      aria-hidden="true"
    >
      <circle cx="5" cy="5" r="3.75" />
      {progress === 'done' && <circle cx="5" cy="5" r="3.75" className={styles.ink} />}
      {progress === 'writing' && <path d="M5 1.25a3.75 3.75 0 0 0 0 7.5z" className={styles.ink} />}
    </svg>
  );
}

function Caret({ field, mood }: { field: Field<unknown>; mood: RowMood }) {
  return mood === 'live' && field.progress === 'writing' ? (
    <span className={styles.caret} aria-hidden="true" />
  ) : null;
}
