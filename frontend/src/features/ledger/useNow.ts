import { useEffect, useState } from 'react';

/** The time to the minute, so that "Open, 5 minutes" doesn't stay true for hours on a page that is left open. */
export function useNow(everyMs = 60_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const ticking = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(ticking);
  }, [everyMs]);
  return now;
}
