import { Link } from 'wouter';
import { useSay } from '../../shared/announcements';
import controls from '../../shared/controls.module.css';
import styles from './PlanCard.module.css';
import { Offer } from './PlanFoot';

/** What becomes of the draft that another took the place of: it can be brought back, or given up. */
export function PutAside(props: {
  /** Whether someone tried to log it, and nobody knows what became of that. */
  tried: boolean;
  onBringBack: () => void;
  onForget: () => void;
}) {
  const { tried, onBringBack, onForget } = props;
  const say = useSay();
  const forget = () => {
    onForget();
    say('Forgotten');
  };
  return (
    <div className={styles.aside}>
      <Offer
        words={
          tried ? (
            <>
              The draft before this one may be in the ledger already.{' '}
              <Link href="/ledger">Look in the ledger</Link>
            </>
          ) : (
            'The draft that you changed was put aside.'
          )
        }
        action="Bring it back"
        onAction={onBringBack}
        less={
          <button type="button" className={controls.quiet} onClick={forget}>
            Forget it
          </button>
        }
      />
    </div>
  );
}
