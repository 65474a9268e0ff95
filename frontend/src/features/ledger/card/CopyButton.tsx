import { useRef, useState } from 'react';
import { useSay } from '../../../shared/announcements';
import controls from '../../../shared/controls.module.css';
import styles from './CallCard.module.css';

/** Copies a machine fact; where the browser won't, it is shown in full, selected, to be copied by hand. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const say = useSay();
  const [became, setBecame] = useState<'copied' | 'shown'>();
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      // Not there on a plain http address, as in a home network.
      await navigator.clipboard.writeText(text);
      setBecame('copied');
      say('Copied');
    } catch {
      setBecame('shown');
      requestAnimationFrame(() => field.current?.select());
    }
  };
  return became === 'shown' ? (
    <input ref={field} className={styles.whole} readOnly value={text} aria-label={what} />
  ) : (
    <button type="button" className={`${controls.quiet} ${styles.copy}`} onClick={() => void copy()}>
      {became === 'copied' ? 'Copied' : 'Copy'} <span className={controls.unseen}>{what}</span>
    </button>
  );
}
