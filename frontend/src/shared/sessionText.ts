import { useEffect, useState } from 'react';

/** Text that survives a reload of this tab. Where storage is denied or full it is an ordinary state. */
export function useSessionText(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => readSession(key));
  useEffect(() => writeSession(key, text), [key, text]);
  return [text, setText];
}

/** What this tab keeps under the key; nothing where storage is denied. */
export function readSession(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Keeps the text for this tab; no text keeps nothing. */
export function writeSession(key: string, text: string) {
  try {
    if (text === '') {
      sessionStorage.removeItem(key);
    } else {
      sessionStorage.setItem(key, text);
    }
  } catch {
    // Nothing depends on it: the text is still on the page.
  }
}
