import { useId } from 'react';
import styles from './Moves.module.css';
import { noteCount } from './note';

/** Where a note is written. */
export function NoteField(props: {
  label: string;
  text: string;
  problem: string | undefined;
  onChange: (text: string) => void;
}) {
  const { label, text, problem, onChange } = props;
  const id = useId();
  const hint = problem ?? noteCount(text);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={styles.text}
        dir="auto"
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className={problem === undefined ? styles.hint : styles.problem}>
        {hint}
      </p>
    </div>
  );
}
