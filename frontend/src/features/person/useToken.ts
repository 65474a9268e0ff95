import { useEffect, useState } from 'react';
import { expiryOf, readToken } from './token';

/** The longest wait that a browser's timer takes, in milliseconds, is some 24 days; no token counts that long. */
const lookAgainMs = 60_000;

/** Whether somebody is signed in, now and when it ends, whichever tab ends it. */
export function useToken(): 'in' | 'out' {
  const [state, setState] = useState<'in' | 'out'>(look);
  useEffect(() => {
    const onLook = () => setState(look());
    const token = readToken();
    const left = token === undefined ? undefined : expiryOf(token);
    const end = left === undefined ? undefined : setTimeout(onLook, Math.max(0, left - Date.now()));
    const now = setInterval(onLook, lookAgainMs);
    document.addEventListener('visibilitychange', onLook);
    return () => {
      clearTimeout(end);
      clearInterval(now);
      document.removeEventListener('visibilitychange', onLook);
    };
  }, []);
  return state;
}

function look(): 'in' | 'out' {
  const token = readToken();
  const end = token === undefined ? 0 : (expiryOf(token) ?? Number.POSITIVE_INFINITY);
  return end > Date.now() ? 'in' : 'out';
}
