import { PageHeading } from '../../shared/PageHeading';
import { usePageTitle } from '../../shared/usePageTitle';

/** All the calls of a person. */
export function LedgerPage() {
  usePageTitle('Ledger · CalledIt');
  return (
    <main id="main">
      <PageHeading>Ledger</PageHeading>
    </main>
  );
}
