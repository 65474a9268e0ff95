import { useEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import { addressOf, isRunId, runIn } from './address';

/**
 * Keeps the address of the page true to the run on it, and the page true to an address that is gone back to. A draft adds
 * no step to the way back, but where it takes the place of another the other's address stays in it. `open` puts a run on
 * the page, and says whether it did.
 */
export function useRunAddress(runId: string | undefined, begins: boolean, open: (runId: string) => boolean) {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const before = useRef({ path, search, runId });
  useEffect(() => {
    const was = before.current;
    before.current = { path, search, runId };
    const shown = search === '' ? path : `${path}?${search}`;
    const address = addressOf(runId);
    if (path !== '/' || shown === address) {
      return;
    }
    const named = runIn(search);
    const wentThere = (was.path !== path || was.search !== search) && was.runId === runId;
    if (wentThere && named !== undefined && isRunId(named) && named !== runId && open(named)) {
      return;
    }
    navigate(address, { replace: !begins || named === undefined });
  }, [path, search, runId, begins, navigate, open]);
}
