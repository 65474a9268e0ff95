import type { KeyboardEvent, MouseEvent, ReactNode, RefObject } from 'react';
import controls from '../../shared/controls.module.css';
import { count } from '../../shared/plan/words';
import { isApple } from '../../shared/platform';
import styles from './Composer.module.css';
import { promptLength, promptLimit, promptWarning } from './prompt';

export interface ComposerProps {
  text: string;
  /** Why the text can't be sent, or nothing. */
  problem: string;
  busy: boolean;
  /** A plan for these words is there already, so drafting isn't the next thing to do. */
  drafted: boolean;
  /** A call is being logged, which nothing may take the place of. */
  locked: boolean;
  /** What stands between the words and the button. */
  children: ReactNode;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  buttonRef: RefObject<HTMLButtonElement | null>;
  onEdit: (text: string) => void;
  onDraft: () => void;
  onStop: () => void;
}

/** Where a prediction is written, and the one button that drafts its plan or stops it. */
export function Composer(props: ComposerProps) {
  const { text, problem, busy, drafted, locked, children, fieldRef, buttonRef, onEdit, onDraft, onStop } =
    props;
  const length = promptLength(text);

  const press = (event: MouseEvent) => {
    // The second half of a double click would stop what the first half began.
    if (event.detail > 1 || locked) {
      return;
    }
    if (busy) {
      onStop();
    } else {
      onDraft();
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (!busy && !locked && !event.repeat) {
        onDraft();
      }
    }
  };

  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <label className={styles.label} htmlFor="prediction">
        Your prediction
      </label>
      <textarea
        id="prediction"
        ref={fieldRef}
        className={styles.text}
        value={text}
        dir="auto"
        aria-invalid={problem !== ''}
        aria-describedby="prediction-note"
        onChange={(event) => onEdit(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <p id="prediction-note" className={problem === '' ? styles.note : styles.problem}>
        {problem !== ''
          ? problem
          : length > promptWarning && `${count(length)} of ${count(promptLimit)} characters`}
      </p>
      {children}
      <div className={styles.row}>
        <button
          type="button"
          ref={buttonRef}
          className={`${controls.button} ${busy || drafted ? '' : controls.primary} ${styles.main}`}
          aria-disabled={locked}
          aria-keyshortcuts={busy ? 'Escape' : isApple() ? 'Meta+Enter' : 'Control+Enter'}
          onClick={press}
        >
          {busy ? 'Stop' : 'Draft the plan'}
        </button>
        <kbd className={styles.keys}>{busy ? 'Esc' : isApple() ? '⌘ Enter' : 'Ctrl Enter'}</kbd>
      </div>
    </form>
  );
}
