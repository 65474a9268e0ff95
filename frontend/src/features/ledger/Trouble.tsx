import { failureOf } from '../../shared/api/failure';
import controls from '../../shared/controls.module.css';
import styles from './Trouble.module.css';

/** What went wrong with a request, and the way to try it again where that may help. */
export function Trouble({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => void }) {
  const { message, retryable } = failureOf(error);
  return (
    <div className={styles.trouble}>
      <p role="alert" className={styles.words}>
        {what} {message}
      </p>
      {retryable && (
        <button type="button" className={controls.button} onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
