import { useEffect, useState } from 'react';

/** How many whole seconds are left until that time of the page's clock; 0 when it is past, or there is none. */
export function useCountdown(until: number | undefined): number {
  const left = () => (until === undefined ? 0 : Math.max(0, Math.ceil((until - performance.now()) / 1000)));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    if (until === undefined) {
      return;
    }
    const tick = () => {
      const now = Math.max(0, Math.ceil((until - performance.now()) / 1000));
      setSeconds(now);
      if (now === 0) {
        clearInterval(ticking);
      }
    };
    const ticking = setInterval(tick, 250);
    tick();
    return () => clearInterval(ticking);
  }, [until]);
  return until === undefined ? 0 : seconds;
}
