import { type RefObject, useEffect, useRef } from 'react';
import controls from '../../../shared/controls.module.css';
import type { FieldName } from '../../../shared/plan/planSheet';
import { fieldLabel } from '../../../shared/plan/words';
import type { DraftEvent } from './draft';
import styles from './RowActions.module.css';
import type { FieldEdit } from './terms';

/** How a finished field can be changed, and whether it was. */
export interface RowTools {
  /** What stands in its editor, where that is open. */
  edit: FieldEdit | undefined;
  /** It is no longer what was drafted. */
  edited: boolean;
  /** A call is being logged with it. */
  locked: boolean;
  problem: string | undefined;
  /** The zone in which its date is edited. */
  timezone: string;
  change: (event: DraftEvent) => void;
}

/** Beside a field's label: the way into its editor, and back to what was drafted. */
export function RowActions(props: { name: FieldName; tools: RowTools; opened: RefObject<boolean> }) {
  const { name, tools, opened } = props;
  const { edited, locked, change } = tools;
  const isOpen = tools.edit !== undefined;
  const edit = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);

  useEffect(() => {
    // The editor that closed has taken the focus with it.
    if (wasOpen.current && !isOpen && document.activeElement === document.body) {
      edit.current?.focus();
    }
    wasOpen.current = isOpen;
  }, [isOpen]);

  const label = fieldLabel[name].toLowerCase();
  const undo = () => {
    edit.current?.focus();
    change({ type: 'undone', field: name });
  };
  return (
    <span className={styles.actions}>
      {edited && <span className={styles.edited}>Edited</span>}
      {!isOpen && (
        <button
          type="button"
          ref={edit}
          className={styles.action}
          disabled={locked}
          onClick={() => {
            opened.current = true;
            change({ type: 'opened', field: name });
          }}
        >
          Edit <span className={controls.unseen}>{label}</span>
        </button>
      )}
      {edited && !isOpen && (
        <button type="button" className={styles.action} disabled={locked} onClick={undo}>
          Undo <span className={controls.unseen}>the changes to {label}</span>
        </button>
      )}
    </span>
  );
}
