import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { addressOf } from './address';

/**
 * Keeps the address of the page true to the run on it. It replaces what is there: a draft adds no step to the way back,
 * and going back to an earlier one's address shows what is on the desk.
 */
export function useRunAddress(runId: string | undefined) {
  const [path, navigate] = useLocation();
  const search = useSearch();
  useEffect(() => {
    const shown = search === '' ? path : `${path}?${search}`;
    const address = addressOf(runId);
    if (path === '/' && shown !== address) {
      navigate(address, { replace: true });
    }
  }, [path, search, runId, navigate]);
}
