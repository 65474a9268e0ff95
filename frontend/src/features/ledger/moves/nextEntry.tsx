import { useQuery } from '@tanstack/react-query';
import { listCalls } from '../../../shared/api/client';
import { listKey } from '../../../shared/api/queries';

const last = { sort: 'newest', limit: 1 } as const;

/** "entry 31": the number that the next entry will have, as far as that is known. */
export function EntryNumber({ wanted }: { wanted: boolean }) {
  const { data } = useQuery({
    queryKey: listKey(last),
    queryFn: ({ signal }) => listCalls(last, signal),
    enabled: wanted,
  });
  return <>{data === undefined ? 'the next entry' : `entry ${data.ledger.entries + 1}`}</>;
}
