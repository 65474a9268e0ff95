import { useMemo, useState } from 'react';
import type { Transcript } from '../../../shared/api/types';
import controls from '../../../shared/controls.module.css';
import type { FieldName, PlanSheet } from '../../../shared/plan/planSheet';
import { elapsed, fieldLabel } from '../../../shared/plan/words';
import sheet from '../card/CallCard.module.css';
import { Row } from '../card/Row';
import { Time } from '../Time';
import { asWritten } from '../when';
import styles from './Drafting.module.css';
import { fields, finishedAt, type Mark, momentAt } from './replay';
import { useHeldHeights } from './useHeldHeights';
import { usePlayback, useStillness } from './usePlayback';

const tick = 100;

/** The draft from its first moment to its last: played as it came, or gone through by hand. */
export function Replay({ transcript }: { transcript: Transcript }) {
  const { durationMs: length, timezone } = transcript;
  const { at, playing, toggle, seek } = usePlayback(length);
  const still = useStillness();
  const moment = useMemo(() => momentAt(transcript, at), [transcript, at]);
  const finished = useMemo(() => finishedAt(transcript), [transcript]);
  const [raw, setRaw] = useState(false);
  const root = useHeldHeights(at < length);
  return (
    <section aria-label="Replay" ref={root}>
      <div className={styles.controls}>
        {/* Whoever wants no motion has all of it before them, with its times, and can still go through it. */}
        {!still && (
          <button type="button" className={`${controls.button} ${styles.play}`} onClick={toggle}>
            {playing ? 'Pause' : 'Play'}
          </button>
        )}
        <input
          type="range"
          className={styles.slider}
          min={0}
          max={Math.ceil(length / tick) * tick}
          step={tick}
          value={Math.ceil(at / tick) * tick}
          onChange={(event) => seek(Math.min(length, Number(event.target.value)))}
          aria-label="Moment of the draft"
          aria-valuetext={`${elapsed(at)} of ${elapsed(length)}`}
        />
        <span className={styles.clock} aria-hidden="true">
          {elapsed(at)} of {elapsed(length)}
        </span>
      </div>
      <Marks marks={moment.marks} />
      {raw ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to by keyboard too
        <section className={styles.raw} tabIndex={0} aria-label="The planner’s words">
          <pre dir="auto">{moment.text}</pre>
        </section>
      ) : (
        <dl className={sheet.rows}>
          {fields.map((name) => (
            <Field key={name} name={name} of={moment.sheet} {...{ finished, at, timezone }} />
          ))}
        </dl>
      )}
      <p className={styles.views}>
        <button type="button" className={controls.quiet} onClick={() => setRaw(!raw)}>
          {raw ? 'Show the fields' : 'Show the planner’s own words'}
        </button>
      </p>
    </section>
  );
}

function Marks({ marks }: { marks: readonly Mark[] }) {
  return (
    <ol className={styles.marks} aria-label="What happened">
      {marks.map((mark, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they only ever follow one another
        <li key={i} className={styles.mark}>
          <span className={styles.at}>{elapsed(mark.at)}</span>
          <span>
            {mark.words}
            {mark.took !== undefined && <span className={styles.took}> {mark.took}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Field(props: {
  name: FieldName;
  of: PlanSheet;
  finished: ReadonlyMap<FieldName, number>;
  at: number;
  timezone: string;
}) {
  const { name, of, finished, at, timezone } = props;
  const { value } = of[name];
  const when = finished.get(name);
  const done = when !== undefined && when <= at && of[name].progress === 'done';
  return (
    <Row
      label={
        <>
          {fieldLabel[name]}
          {done && (
            <>
              {' '}
              <span className={styles.done}>
                <span className={controls.unseen}>finished at </span>
                {elapsed(when)}
              </span>
            </>
          )}
        </>
      }
    >
      {typeof value !== 'string' ? (
        <Items items={value} ordered={name === 'criteria' || name === 'steps'} />
      ) : name === 'due' && of.due.progress === 'done' ? (
        <Time of={value} words={asWritten(value, timezone)} />
      ) : (
        <p dir="auto" className={name === 'statement' ? styles.claim : undefined}>
          {value}
        </p>
      )}
    </Row>
  );
}

function Items({ items, ordered }: { items: readonly string[]; ordered: boolean }) {
  const List = ordered ? 'ol' : 'ul';
  return items.length === 0 ? null : (
    <List className={sheet.list}>
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the model appends and never reorders, and items may repeat
        <li key={i} dir="auto">
          {item}
        </li>
      ))}
    </List>
  );
}
