import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
// The router's own hook decodes the search once before it is read, which makes %2526 of a search for “%26” a bare &.
import { useSearch } from 'wouter/use-browser-location';
import { type Filter, filterHref, readFilter } from './filter';

/** The filter that the address says, and a way to say another one. */
export function useFilter(): [Filter, (next: Filter, how?: { replace: boolean }) => void] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const filter = useMemo(() => readFilter(search), [search]);
  const go = useCallback(
    (next: Filter, how = { replace: false }) => navigate(filterHref(next), how),
    [navigate],
  );
  return [filter, go];
}
