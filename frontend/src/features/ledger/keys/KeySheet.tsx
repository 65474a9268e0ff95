import type { RefObject } from 'react';
import controls from '../../../shared/controls.module.css';
import { isApple } from '../../../shared/platform';
import styles from './Keys.module.css';

interface KeyLine {
  keys: readonly string[];
  does: string;
}

/** The sheet of keys. The browser gives the focus back to where it was when the sheet closes. */
export function KeySheet(props: {
  dialogRef: RefObject<HTMLDialogElement | null>;
  on: boolean;
  onSwitch: (on: boolean) => void;
}) {
  const { dialogRef, on, onSwitch } = props;
  const close = () => dialogRef.current?.close();
  const chord = isApple() ? ['⌘', 'Enter'] : ['Ctrl', 'Enter'];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Esc, which the browser sees to
    <dialog
      ref={dialogRef}
      className={styles.sheet}
      aria-labelledby="keys-title"
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <div className={styles.inside}>
        <div className={styles.top}>
          <h2 id="keys-title" className={styles.title}>
            Keys
          </h2>
          {/* The first control, as that is what the browser gives the focus to. */}
          <button type="button" className={controls.button} onClick={close}>
            Close
          </button>
        </div>
        <KeyLines
          name="The ledger"
          lines={[
            { keys: ['/'], does: 'Search the ledger, from any page' },
            { keys: ['j'], does: 'Next call' },
            { keys: ['k'], does: 'The call before' },
            { keys: ['Enter'], does: 'Open it' },
            { keys: ['?'], does: 'Show this sheet' },
          ]}
        />
        <KeyLines
          name="Writing"
          lines={[
            { keys: chord, does: 'Draft the plan; or finish a field, a note or a verdict' },
            {
              keys: ['Esc'],
              does: 'Stop the draft; or leave a field as it was, clear the search, close this',
            },
          ]}
        />
        <label className={styles.switch}>
          <input type="checkbox" checked={on} onChange={(event) => onSwitch(event.target.checked)} />
          Single keys, such as / and j, do something
        </label>
      </div>
    </dialog>
  );
}

function KeyLines({ name, lines }: { name: string; lines: readonly KeyLine[] }) {
  return (
    <>
      <h3 className={styles.group}>{name}</h3>
      <dl className={styles.lines}>
        {lines.map(({ keys, does }) => (
          <div key={does} className={styles.line}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
