import { useEffect, useState } from 'react';
import { readSession, writeSession } from '../../shared/sessionText';

const key = 'calledit.underway';

/** The prediction whose draft was under way when this tab left the page before. Keeps `underWay` for the next time. */
export function useLostDraft(underWay: string | undefined): string | undefined {
  const [lost] = useState(() => readSession(key));
  // A copy of the tab has lost nothing.
  useEffect(() => writeSession(key, ''), []);
  useEffect(() => {
    const onLeave = () => writeSession(key, underWay ?? '');
    window.addEventListener('pagehide', onLeave);
    return () => window.removeEventListener('pagehide', onLeave);
  }, [underWay]);
  return lost === '' ? undefined : lost;
}
