import type { Outcome } from '../../shared/api/types';
import { outcomeWords, stampWords } from './outcomes';
import styles from './Stamp.module.css';

/** The double-ruled stamp of a judged call. Two verdicts share one stamp, so the words beside it tell them apart. */
export function Stamp({ outcome, large, landing }: { outcome: Outcome; large?: boolean; landing?: boolean }) {
  const { name, stamp } = outcomeWords(outcome);
  const { mark, words } = stampWords[stamp];
  return (
    <span className={styles.place}>
      <span
        className={`${styles.stamp} ${styles[stamp]} ${large ? styles.large : ''} ${landing ? styles.landing : ''}`}
      >
        <span aria-hidden="true">{mark}</span> {words}
      </span>
      {stamp === 'none' && <span className={styles.which}>{name}</span>}
    </span>
  );
}
