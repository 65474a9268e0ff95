import { failureOf } from '../../../shared/api/failure';
import { setbackOf } from './intent';
import styles from './Moves.module.css';

/**
 * Why something wasn't written, and what that means for whoever wants to try again. `gone` says that the call, loaded
 * again, can't be written to in this way any more.
 */
export function SetbackWords({ error, gone }: { error: unknown; gone: boolean }) {
  if (error === null) {
    return null;
  }
  const { message, fields } = failureOf(error);
  const details = Object.values(fields).filter((words) => !message.includes(words));
  return (
    <div role="alert" className={styles.setback}>
      <p>{[message, ...details].join(' ')}</p>
      <p className={styles.after}>{afterwards(error, gone)}</p>
    </div>
  );
}

function afterwards(error: unknown, gone: boolean): string {
  const setback = setbackOf(error);
  switch (setback) {
    case 'overtaken':
      return gone
        ? 'The call has changed meanwhile, perhaps in another tab. This is how it stands now; nothing of yours was added.'
        : 'The call has changed meanwhile, perhaps in another tab. This is how it stands now. What you typed is kept.';
    case 'unknown':
      return gone
        ? 'The call was loaded again: what has happened, below, says whether your entry was written.'
        : 'What you typed is kept. Trying again is safe: it is written once.';
    case 'refused':
      return '';
    default:
      return setback satisfies never;
  }
}
