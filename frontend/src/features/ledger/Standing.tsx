import type { CallSummary } from '../../shared/api/types';
import { Stamp } from './Stamp';
import styles from './Standing.module.css';
import { stateNow, timeLeft } from './when';

/** Where a call stands: in words while nothing is decided, as a stamp once it is judged. */
export function Standing({ call, now }: { call: CallSummary; now: Date }) {
  const state = stateNow(call, now);
  switch (state) {
    case 'open':
      return <span className={styles.open}>Open, {timeLeft(call.due, now)}</span>;
    case 'ready':
      return <span className={styles.ready}>Ready to judge</span>;
    case 'withdrawn':
      return <span className={styles.withdrawn}>Withdrawn</span>;
    case 'judged':
      return call.outcome === undefined ? (
        <span className={styles.open}>Judged</span>
      ) : (
        <Stamp outcome={call.outcome} />
      );
    default:
      return state satisfies never;
  }
}
