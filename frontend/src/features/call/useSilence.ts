import { useEffect, useState } from 'react';
import type { CallState } from './callState';

/** How long nothing may come before the page says that it waits, in milliseconds. */
export const silenceMs = 8000;

/** Whether a run that is being drafted has sent nothing for a while. Draws nothing until that changes. */
export function useSilence(state: CallState): boolean {
  const at = state.phase === 'drafting' ? `${state.run.id} ${state.run.lastSeq}` : undefined;
  const [silentAt, setSilentAt] = useState<string>();
  useEffect(() => {
    if (at === undefined) {
      return;
    }
    const waiting = setTimeout(() => setSilentAt(at), silenceMs);
    return () => clearTimeout(waiting);
  }, [at]);
  return at !== undefined && at === silentAt;
}
