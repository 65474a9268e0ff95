import styles from './Confidence.module.css';
import { readConfidence } from './percent';

export interface ConfidenceProps {
  /** As it was typed; nothing until the person has said it. */
  text: string;
  problem: string | undefined;
  locked: boolean;
  onChange: (text: string) => void;
}

/** The id of the words on what is wrong with the confidence. */
export const confidenceProblemId = 'confidence-problem';

/**
 * How sure someone is, as a slider and as a number. It starts unsaid: a number that stands there already would be
 * logged by people who never thought about it.
 */
export function Confidence({ text, problem, locked, onChange }: ConfidenceProps) {
  const percent = readConfidence(text);
  return (
    <fieldset className={styles.confidence} disabled={locked}>
      <legend className={styles.legend}>How sure are you?</legend>
      <input
        type="range"
        className={`${styles.slider} ${percent === undefined ? styles.unsaid : ''}`}
        min={1}
        max={99}
        value={percent ?? 50}
        aria-label="Confidence"
        aria-valuetext={percent === undefined ? 'not said yet' : `${percent} percent`}
        onChange={(event) => onChange(event.target.value)}
        // Whoever means the middle, where the slider waits, changes nothing by pressing it.
        onClick={(event) => percent === undefined && onChange(event.currentTarget.value)}
      />
      <ConfidenceNumber
        {...{ text, problem, locked, onChange }}
        id="confidence-number"
        label="Confidence in percent"
      />
    </fieldset>
  );
}

/** The number alone. */
export function ConfidenceNumber(props: ConfidenceProps & { id: string; label?: string }) {
  const { id, label, text, problem, locked, onChange } = props;
  return (
    <span className={styles.number}>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        className={styles.input}
        min={1}
        max={99}
        step={1}
        placeholder="–"
        value={text}
        disabled={locked}
        aria-label={label}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : confidenceProblemId}
        onChange={(event) => onChange(event.target.value)}
        // Scrolling past it mustn't change what is about to be logged.
        onWheel={(event) => event.currentTarget.blur()}
      />
      <span aria-hidden="true">%</span>
    </span>
  );
}
