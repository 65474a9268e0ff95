import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import controls from '../../../shared/controls.module.css';
import type { FieldName } from '../../../shared/plan/planSheet';
import { fieldLabel } from '../../../shared/plan/words';
import { DueEditor } from './DueEditor';
import type { DraftEvent } from './draft';
import styles from './Editors.module.css';
import { ListEditor } from './ListEditor';
import type { FieldEdit } from './terms';

/** The id of the control that a field's problem is about. */
export function controlId(name: string): string {
  return `edit-${name}`;
}

/** A field of the plan, open to be changed. Escape takes the change back, Ctrl or ⌘ and Enter keep it. */
export function FieldEditor(props: {
  edit: FieldEdit;
  timezone: string;
  problem: string | undefined;
  /** Whether the person has just opened it, who will want to write. */
  opened: RefObject<boolean>;
  change: (event: DraftEvent) => void;
}) {
  const { edit, timezone, problem, opened, change } = props;
  const { field } = edit;
  const id = controlId(field);
  const problemId = `${id}-problem`;

  useEffect(() => {
    if (opened.current) {
      opened.current = false;
      const control = document.getElementById(controlId(field));
      control?.focus();
      if (control instanceof HTMLTextAreaElement) {
        control.setSelectionRange(control.value.length, control.value.length);
      }
    }
  }, [field, opened]);

  const save = () => change({ type: 'saved', field, now: Date.now() });
  const cancel = () => change({ type: 'cancelled', field });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) {
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      cancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || isInput(event.target))) {
      event.preventDefault();
      save();
    }
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out in a row of the card in every browser
    <div
      role="group"
      className={styles.editor}
      aria-label={`Edit ${fieldLabel[field].toLowerCase()}`}
      onKeyDown={onKeyDown}
    >
      <Control {...{ id, problemId, edit, timezone, problem, change }} />
      {problem !== undefined && (
        <p id={problemId} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <button type="button" className={styles.button} onClick={save}>
          Done <span className={controls.unseen}>with {fieldLabel[field].toLowerCase()}</span>
        </button>
        <button type="button" className={styles.button} aria-keyshortcuts="Escape" onClick={cancel}>
          Cancel <span className={controls.unseen}>editing {fieldLabel[field].toLowerCase()}</span>
        </button>
      </div>
    </div>
  );
}

function Control(props: {
  id: string;
  problemId: string;
  edit: FieldEdit;
  timezone: string;
  problem: string | undefined;
  change: (event: DraftEvent) => void;
}) {
  const { edit, change, timezone, ...shared } = props;
  switch (edit.field) {
    case 'statement':
      return (
        <textarea
          id={shared.id}
          className={styles.statement}
          dir="auto"
          rows={3}
          value={edit.value}
          aria-label={fieldLabel.statement}
          aria-invalid={shared.problem !== undefined}
          aria-describedby={shared.problem === undefined ? undefined : shared.problemId}
          onChange={(event) =>
            change({ type: 'changed', edit: { field: 'statement', value: event.target.value } })
          }
        />
      );
    case 'due':
      return (
        <DueEditor
          {...shared}
          value={edit.value}
          timezone={timezone}
          onChange={(value) => change({ type: 'changed', edit: { field: 'due', value } })}
        />
      );
    default: {
      const field: Exclude<FieldName, 'statement' | 'due'> = edit.field;
      return (
        <ListEditor
          {...shared}
          name={field}
          items={edit.value}
          onChange={(value) => change({ type: 'changed', edit: { field, value } })}
        />
      );
    }
  }
}

function isInput(target: EventTarget): boolean {
  return target instanceof HTMLInputElement;
}
