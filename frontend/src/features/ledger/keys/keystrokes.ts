/** Which keystrokes are meant for the page, and where the keys of the ledger lead. */
import { rowAttribute } from '../list/CallList';

/** Kinds of input into which nobody types. */
const wordless = new Set(['button', 'checkbox', 'color', 'file', 'radio', 'range', 'reset', 'submit']);

/** Whether letters pressed there are written, or choose something by its name. */
export function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  return target instanceof HTMLInputElement
    ? !wordless.has(target.type)
    : target.isContentEditable || target.matches('textarea, select');
}

/** The key, where it is pressed by itself and not into something that is written. */
export function plainKey(event: KeyboardEvent): string | undefined {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented, target } = event;
  const meant = !ctrlKey && !metaKey && !altKey && !isComposing && !defaultPrevented;
  return meant && !takesLetters(target) ? key : undefined;
}

/** Moves the focus to the next line of the ledger or the one before; from elsewhere to the first or the last. */
export function moveThroughRows(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>(`[${rowAttribute}]`)];
  const active = document.activeElement;
  // Also from a tag within a line: its line is where one is.
  const line = rows.findIndex((row) => row.closest('li')?.contains(active));
  const next = line >= 0 ? line + step : step === 1 ? 0 : rows.length - 1;
  const row = rows[Math.max(0, Math.min(next, rows.length - 1))];
  row?.focus({ preventScroll: true });
  row?.closest('li')?.scrollIntoView({ block: 'nearest' });
}

let searchWanted = false;

/** Has the ledger's search take the focus once it is shown. */
export function wantSearch() {
  searchWanted = true;
}

/** Whether someone asked for that; asked once, it is forgotten. */
export function takeSearchWish(): boolean {
  const wanted = searchWanted;
  searchWanted = false;
  return wanted;
}
