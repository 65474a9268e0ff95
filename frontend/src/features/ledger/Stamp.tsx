import type { Outcome } from '../../shared/api/types';
import { outcomeWords, stampWords } from './outcomes';
import styles from './Stamp.module.css';

/**
 * The double-ruled stamp of a judged call. Two verdicts share one stamp: words beside it tell them apart, unless it stands
 * `alone`, where the page says it in a sentence.
 */
export function Stamp(props: { outcome: Outcome; alone?: boolean; large?: boolean; landing?: boolean }) {
  const { outcome, alone, large, landing } = props;
  const { name, stamp } = outcomeWords(outcome);
  const { mark, words } = stampWords[stamp];
  return (
    <span className={styles.place}>
      <span
        className={`${styles.stamp} ${styles[stamp]} ${large ? styles.large : ''} ${landing ? styles.landing : ''}`}
      >
        <span aria-hidden="true">{mark}</span> {words}
      </span>
      {stamp === 'none' && !alone && <span className={styles.which}>{name}</span>}
    </span>
  );
}
