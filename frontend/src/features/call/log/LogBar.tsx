import { Link } from 'wouter';
import {
  ConfidenceNumber,
  type ConfidenceProps,
  confidenceProblemId,
} from '../../../shared/confidence/Confidence';
import controls from '../../../shared/controls.module.css';
import type { Trouble } from '../callState';
import { controlId } from '../edit/FieldEditor';
import styles from './LogBar.module.css';

/** The last step of making a call: how sure, and the button that writes it into the ledger. */
export function LogBar(props: {
  confidence: ConfidenceProps;
  logging: boolean;
  trouble: Trouble | undefined;
  onLog: () => void;
  /** Logs what is on the card beside the call that an earlier version of it became. */
  onLogAnother: () => void;
}) {
  const { confidence, logging, trouble, onLog, onLogAnother } = props;
  return (
    <div className={styles.bar}>
      {trouble !== undefined && <TroubleWords trouble={trouble} onLogAnother={onLogAnother} />}
      <div className={styles.row}>
        <label className={styles.label} htmlFor={controlId('confidence')}>
          How sure, in percent
        </label>
        <ConfidenceNumber {...confidence} id={controlId('confidence')} />
        <button
          type="button"
          className={`${controls.button} ${controls.primary} ${styles.log}`}
          aria-disabled={logging}
          onClick={() => !logging && onLog()}
        >
          {logging ? 'Logging…' : 'Log call'}
        </button>
      </div>
      {confidence.problem !== undefined && (
        <p id={confidenceProblemId} className={styles.problem} role="alert">
          {confidence.problem}
        </p>
      )}
      <p className={styles.note}>A logged call’s terms never change. What happens later is added to it.</p>
    </div>
  );
}

function TroubleWords({ trouble, onLogAnother }: { trouble: Trouble; onLogAnother: () => void }) {
  switch (trouble.kind) {
    case 'refused':
      return (
        <p className={styles.problem} role="alert">
          {Object.keys(trouble.failure.fields).length > 0
            ? 'Something has to be put right first.'
            : trouble.failure.message}{' '}
          Nothing was logged.
        </p>
      );
    case 'unknown':
      return (
        <p className={styles.problem} role="alert">
          {trouble.failure.message} Log it again when you like: it will be in the ledger once at most.
        </p>
      );
    case 'already':
      return (
        <div className={styles.already}>
          <p className={styles.problem} role="alert">
            An earlier version of this draft is in the ledger already
            {trouble.as?.number !== undefined && `, as call ${trouble.as.number}`}. Your changes since then
            aren’t in it.
          </p>
          <p className={styles.ways}>
            {trouble.as === undefined ? (
              <Link href="/ledger">Find it in the ledger</Link>
            ) : (
              <Link href={`/calls/${trouble.as.id}`}>
                See {trouble.as.number === undefined ? 'that call' : `call ${trouble.as.number}`}
              </Link>
            )}
            <button type="button" className={controls.quiet} onClick={onLogAnother}>
              Log this as another call
            </button>
          </p>
        </div>
      );
    default:
      return trouble satisfies never;
  }
}
