import { useEffect, useState } from 'react';
import { elapsed } from '../../shared/plan/words';

/** A clock in its own corner: it ticks ten times a second and redraws nothing but itself. */
export function Elapsed({ from, to }: { from: number; to: number | undefined }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (to !== undefined) {
      return;
    }
    setNow(performance.now());
    const ticking = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(ticking);
  }, [to]);
  return <span>{elapsed(Math.max(0, (to ?? now) - from))}</span>;
}
