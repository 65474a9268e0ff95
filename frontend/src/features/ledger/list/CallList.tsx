import { Link } from 'wouter';
import type { CallSummary } from '../../../shared/api/types';
import controls from '../../../shared/controls.module.css';
import { Standing } from '../Standing';
import { asWritten, dayOf } from '../when';
import styles from './CallList.module.css';
import { tagHref } from './filter';

/** Marks what the keys j and k move through. */
export const rowAttribute = 'data-ledger-row';

/** Calls as lines of the ledger. What the columns are is said in each line too, for those who hear it. */
export function CallList({
  calls,
  now,
  stale,
}: {
  calls: readonly CallSummary[];
  now: Date;
  stale: boolean;
}) {
  return (
    <div className={`${styles.sheet} ${stale ? styles.stale : ''}`}>
      <div className={styles.head} aria-hidden="true">
        <span className={styles.number}>No.</span>
        <span>Call</span>
        <span>Due</span>
        <span className={styles.sure}>Sure</span>
        <span className={styles.standing}>Verdict</span>
      </div>
      <ol className={styles.list}>
        {calls.map((call) => (
          <CallLine key={call.id} call={call} now={now} />
        ))}
      </ol>
    </div>
  );
}

function CallLine({ call, now }: { call: CallSummary; now: Date }) {
  return (
    <li className={styles.line}>
      <span className={styles.number}>
        <span className={controls.unseen}>Call </span>
        {call.number}
      </span>
      <span className={styles.what}>
        <Link
          className={styles.statement}
          href={`/calls/${call.id}`}
          dir="auto"
          {...{ [rowAttribute]: call.id }}
        >
          {call.statement}
        </Link>
        {call.tags.length > 0 && (
          <ul className={styles.tags} aria-label="Tags">
            {call.tags.map((tag) => (
              <li key={tag}>
                <Link className={styles.tag} href={tagHref(tag)} dir="auto">
                  {tag}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </span>
      <span className={styles.due}>
        <span className={styles.said}>Due </span>
        <time dateTime={call.due} title={asWritten(call.due)}>
          {dayOf(call.due)}
        </time>
      </span>
      <span className={styles.sure}>
        {call.confidence}%<span className={styles.said}> sure</span>
      </span>
      <span className={styles.standing}>
        <Standing call={call} now={now} />
      </span>
    </li>
  );
}
