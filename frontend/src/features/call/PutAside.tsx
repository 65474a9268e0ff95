import { useSay } from '../../shared/announcements';
import controls from '../../shared/controls.module.css';
import styles from './PlanCard.module.css';
import { Offer } from './PlanFoot';

/** What becomes of the draft that another took the place of: it can be brought back, or given up. */
export function PutAside({ onBringBack, onForget }: { onBringBack: () => void; onForget: () => void }) {
  const say = useSay();
  const forget = () => {
    onForget();
    say('Forgotten');
  };
  return (
    <div className={styles.aside}>
      <Offer
        words="The draft that you changed was put aside."
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
