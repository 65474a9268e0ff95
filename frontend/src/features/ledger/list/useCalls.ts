import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listCalls } from '../../../shared/api/client';
import { callsKey } from '../../../shared/api/queries';
import { type Filter, queryOf } from './filter';

/** The calls that pass the filter, a page after another. Those of the filter before stay until these are there. */
export function useCalls(filter: Filter) {
  const query = queryOf(filter);
  const pages = useInfiniteQuery({
    queryKey: [...callsKey, 'pages', query],
    queryFn: ({ pageParam, signal }) =>
      listCalls({ ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const { data } = pages;
  // A call that is logged between two pages moves the others on, and one of them then comes twice.
  const calls = useMemo(() => {
    const all = data?.pages.flatMap((page) => page.calls) ?? [];
    return [...new Map(all.map((call) => [call.id, call])).values()];
  }, [data]);
  return { ...pages, calls, ledger: data?.pages.at(-1)?.ledger };
}
