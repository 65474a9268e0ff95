import { memo, type RefObject } from 'react';
import styles from './Examples.module.css';

const examples = [
  'It snows in Boston before Thanksgiving',
  'Our team ships v2 by 30 June',
  'The Fed cuts rates at its next meeting',
] as const;

/** Predictions to start from: each puts its words where one's own would be written. */
export const Examples = memo(function Examples({
  field,
  onPick,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  onPick: (text: string) => void;
}) {
  const pick = (example: string) => {
    field.current?.focus();
    field.current?.select();
    // Typed in and not set, so that undo brings back what was there; where that isn't known, set.
    if (document.execCommand?.('insertText', false, example) !== true) {
      onPick(example);
    }
  };
  return (
    <section className={styles.examples} aria-labelledby="examples">
      <h2 id="examples" className={styles.title}>
        Start from one of these
      </h2>
      <ul className={styles.list}>
        {examples.map((example) => (
          <li key={example}>
            <button type="button" className={styles.example} onClick={() => pick(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
});
