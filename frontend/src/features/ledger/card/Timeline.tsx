import type { Call } from '../../../shared/api/types';
import controls from '../../../shared/controls.module.css';
import { Time } from '../Time';
import { minuteOf } from '../when';
import { Evidence } from './Evidence';
import { shortHash, type TimelineEntry, timeline } from './entryWords';
import styles from './Timeline.module.css';

/** What has happened to a call, entry by entry, with the number and the hash under which each can be proved. */
export function Timeline({ call }: { call: Call }) {
  return (
    <section className={styles.timeline} aria-labelledby="timeline-title">
      <h2 id="timeline-title" className={styles.title}>
        What has happened
      </h2>
      <ol className={styles.entries}>
        {timeline(call).map((entry) => (
          <Line key={entry.number} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Line({ entry }: { entry: TimelineEntry }) {
  return (
    <li id={`entry-${entry.number}`} className={styles.entry} tabIndex={-1}>
      <p className={entry.undoneBy === undefined ? styles.words : styles.undone}>
        {entry.words}
        {entry.undoneBy !== undefined && (
          <span className={styles.remark}>, undone by entry {entry.undoneBy}</span>
        )}
      </p>
      {entry.note !== undefined && (
        <p className={styles.note} dir="auto">
          {entry.note}
        </p>
      )}
      <Evidence links={entry.evidence} />
      <p className={styles.facts}>
        <span>Entry {entry.number}</span>
        <Time of={entry.at} words={minuteOf(entry.at)} />
        <span title={entry.hash}>
          <span className={controls.unseen}>hash </span>
          {shortHash(entry.hash)}
        </span>
      </p>
      {entry.importedFrom !== undefined && (
        <p className={styles.facts}>
          <span>
            {entry.importedFrom === entry.at ? (
              'Imported; the file gave no date'
            ) : (
              <>
                Imported; the file dates it{' '}
                <Time of={entry.importedFrom} words={minuteOf(entry.importedFrom)} />
              </>
            )}
          </span>
        </p>
      )}
    </li>
  );
}
