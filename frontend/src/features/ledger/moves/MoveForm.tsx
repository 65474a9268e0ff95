import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import controls from '../../../shared/controls.module.css';
import styles from './Moves.module.css';
import { SetbackWords } from './Setback';

/** What every form that writes to a call is told. */
export interface MoveProps {
  /** Whether it is the one that was chosen. */
  chosen: boolean;
  /** Whether the call, as it stands, can be written to in this way. */
  allowed: boolean;
  onClose: () => void;
}

/** Goes to where one begins to fill in a form, or goes on. */
export function focusWithin(form: HTMLElement | null | undefined) {
  const chosen = form?.querySelector<HTMLElement>('input:checked');
  (chosen ?? form?.querySelector<HTMLElement>('input, textarea, button'))?.focus();
}

/** One way to write to a call. It keeps what was typed while another is looked at, and after a failure. */
export function MoveForm(
  props: MoveProps & {
    title: string;
    /** What pressing the button will do, said before it is done. */
    effect: ReactNode;
    button: string;
    busyButton: string;
    pending: boolean;
    error: unknown;
    onSubmit: () => void;
    children?: ReactNode;
  },
) {
  const { chosen, allowed, pending, error, onClose, onSubmit } = props;
  const form = useRef<HTMLFormElement>(null);
  const titleId = useId();
  const effectId = useId();
  const open = chosen && allowed;

  useEffect(() => {
    if (open) {
      focusWithin(form.current);
    }
  }, [open]);

  const submit = () => {
    onSubmit();
    // Once it is drawn: where something is wrong is where one goes on.
    requestAnimationFrame(() => {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) {
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  };

  return (
    <>
      <form
        ref={form}
        className={styles.form}
        hidden={!open}
        aria-labelledby={titleId}
        noValidate
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <h2 id={titleId}>{props.title}</h2>
        {props.children}
        <div id={effectId} className={styles.effect}>
          {props.effect}
        </div>
        {open && <SetbackWords error={error} gone={false} />}
        <div className={styles.buttons}>
          <button
            type="submit"
            className={`${controls.button} ${controls.primary}`}
            aria-disabled={pending}
            aria-describedby={effectId}
          >
            {pending ? props.busyButton : props.button}
          </button>
          <button type="button" className={controls.button} onClick={onClose}>
            Not now
          </button>
        </div>
      </form>
      {chosen && !allowed && <SetbackWords error={error} gone />}
    </>
  );
}
