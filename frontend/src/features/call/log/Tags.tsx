import { type KeyboardEvent, useRef } from 'react';
import { useSay } from '../../../shared/announcements';
import { controlId } from '../edit/FieldEditor';
import styles from './Tags.module.css';

export interface TagsProps {
  tags: readonly string[];
  /** What is being written; it becomes a tag when it is ended, or the call is logged. */
  written: string;
  problem: string | undefined;
  locked: boolean;
  onWrite: (text: string) => void;
  /** Makes tags of what is written. */
  onAdd: (text: string) => void;
  onRemove: (tag: string) => void;
}

/**
 * Words to find a call by: a comma or Enter ends one, Backspace in the empty field takes the last one away. To leave the
 * field ends none: the line that it would take could move the very button that is being pressed.
 */
export function Tags({ tags, written, problem, locked, onWrite, onAdd, onRemove }: TagsProps) {
  const input = useRef<HTMLInputElement>(null);
  const say = useSay();
  const id = controlId('tags');

  const remove = (tag: string) => {
    input.current?.focus();
    onRemove(tag);
    say(`Removed the tag ${tag}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = tags.at(-1);
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onAdd(written);
    } else if (event.key === 'Backspace' && written === '' && last !== undefined && !event.repeat) {
      remove(last);
    }
  };
  return (
    <>
      <div className={styles.tags}>
        {tags.length > 0 && (
          <ul className={styles.list} aria-label="Tags of this call">
            {tags.map((tag) => (
              <li key={tag} className={styles.tag}>
                <span dir="auto">{tag}</span>
                <button
                  type="button"
                  className={styles.remove}
                  disabled={locked}
                  aria-label={`Remove the tag ${tag}`}
                  onClick={() => remove(tag)}
                >
                  <svg viewBox="0 0 12 12" aria-hidden="true">
                    <path d="M3 3l6 6m0-6l-6 6" />
                  </svg>
                </button>
              </li>
            ))}
          </ul>
        )}
        <input
          id={id}
          ref={input}
          className={styles.input}
          type="text"
          dir="auto"
          autoComplete="off"
          autoCapitalize="none"
          enterKeyHint="done"
          value={written}
          disabled={locked}
          aria-label="Add tags"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? `${id}-note` : `${id}-problem`}
          onChange={(event) => {
            const text = event.target.value;
            (/[,，]/.test(text) ? onAdd : onWrite)(text);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {problem !== undefined ? (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {problem}
        </p>
      ) : (
        <p id={`${id}-note`} className={styles.note}>
          To find it by, if you like. A comma ends a tag.
        </p>
      )}
    </>
  );
}
