import { Link } from 'wouter';
import { type Filter, shownStates, showsAll } from './filter';
import styles from './Nothing.module.css';

/** Where there is no call to show: because there is none yet, or because the filter lets none pass. */
export function Nothing({ filter, calls }: { filter: Filter; calls: number }) {
  if (calls === 0 || showsAll(filter)) {
    return (
      <div className={styles.nothing}>
        <p className={styles.words}>Nothing called yet.</p>
        <p className={styles.more}>
          What you log is written here for good, in order, with a number and a date that nobody can change
          unnoticed.
        </p>
        <p className={styles.more}>
          <Link href="/">Make the first call</Link>, or bring calls along from a file, below.
        </p>
      </div>
    );
  }
  return (
    <div className={styles.nothing}>
      <p className={styles.words}>{nothingWords(filter)}</p>
      <p className={styles.more}>
        <Link href="/ledger">{calls === 1 ? 'Show the one call' : `Show all ${calls} calls`}</Link>
      </p>
    </div>
  );
}

/** Why nothing is shown. */
export function nothingWords({ shown, tag, q }: Filter): string {
  if (tag === '' && q === '') {
    switch (shown) {
      case 'open':
        return 'No call is open.';
      case 'ready':
        return 'Nothing is ready to judge.';
      case 'judged':
        return 'No call has been judged yet.';
      case 'withdrawn':
        return 'No call has been withdrawn.';
      default:
        return 'Nothing called yet.';
    }
  }
  const state = shownStates.find((one) => one.shown === shown)?.name.toLowerCase();
  const which = [
    q === '' ? '' : `with “${q}”`,
    tag === '' ? '' : `tagged “${tag}”`,
    shown === 'all' ? '' : `that is ${state}`,
  ];
  return `No call ${which.filter((words) => words !== '').join(', ')}.`;
}
