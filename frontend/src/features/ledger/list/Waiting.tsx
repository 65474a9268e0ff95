import { useEffect, useState } from 'react';
import styles from './Waiting.module.css';

/** Holds the room for what is on its way. It shows itself only where that takes a while, so that quick is no flash. */
export function Waiting({ lines, words }: { lines: number; words: string }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.waiting}>
      {long && (
        <>
          <p className={styles.words}>{words}</p>
          <div aria-hidden="true">
            {Array.from({ length: lines }, (_, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
              <div key={i} className={styles.line}>
                <div className={styles.bar} />
              </div>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
