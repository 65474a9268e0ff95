import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import controls from '../../../shared/controls.module.css';
import { KeySheet } from './KeySheet';
import styles from './Keys.module.css';
import { moveThroughRows, plainKey, wantSearch } from './keystrokes';
import { useLetterKeys } from './useLetterKeys';

/** The keys of every page: listens for them, and offers the sheet that lists them at the page's foot. */
export function Keys() {
  const [path, navigate] = useLocation();
  const [on, setOn] = useLetterKeys();
  const sheet = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    if (!on) {
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      const key = plainKey(event);
      if (key === undefined || document.querySelector('dialog[open]') !== null) {
        return;
      }
      switch (key) {
        case '/': {
          const search = document.querySelector<HTMLInputElement>('#ledger-search');
          if (search !== null) {
            search.focus();
            search.select();
          } else if (path !== '/ledger') {
            wantSearch();
            navigate('/ledger');
          }
          break;
        }
        case 'j':
        case 'k':
          moveThroughRows(key === 'j' ? 1 : -1);
          break;
        case '?':
          sheet.current?.showModal();
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [on, path, navigate]);

  return (
    <footer className={styles.foot}>
      <button
        type="button"
        className={controls.quiet}
        aria-haspopup="dialog"
        onClick={() => sheet.current?.showModal()}
      >
        Keyboard keys
      </button>
      {on && <kbd className={styles.hint}>?</kbd>}
      <KeySheet dialogRef={sheet} on={on} onSwitch={setOn} />
    </footer>
  );
}
