import { useState } from 'react';

const key = 'calledit.letterKeys';

/** Whether single keys do something. Who speaks to the computer, or hits keys by accident, can turn that off. */
export function useLetterKeys(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => read() !== 'off');
  const change = (next: boolean) => {
    setOn(next);
    try {
      localStorage.setItem(key, next ? 'on' : 'off');
    } catch {
      // Then it holds for as long as the page is open.
    }
  };
  return [on, change];
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
