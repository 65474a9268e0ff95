import { useQuery } from '@tanstack/react-query';
import { readCall } from '../../shared/api/client';
import { callKey } from '../../shared/api/queries';
import { PageHeading } from '../../shared/PageHeading';
import { usePageTitle } from '../../shared/usePageTitle';

/** One call. */
export function OneCallPage({ id }: { id: string }) {
  const call = useQuery({ queryKey: callKey(id), queryFn: ({ signal }) => readCall(id, signal) });
  usePageTitle(call.data === undefined ? 'Call · CalledIt' : `Call ${call.data.number} · CalledIt`);
  return (
    <main id="main">
      <PageHeading>{call.data?.statement ?? 'Call'}</PageHeading>
    </main>
  );
}
