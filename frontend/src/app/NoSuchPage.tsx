import { Link } from 'wouter';
import { PageHeading } from '../shared/PageHeading';
import { usePageTitle } from '../shared/usePageTitle';
import styles from './Shell.module.css';

/** Where an address leads nowhere. */
export function NoSuchPage() {
  usePageTitle('No such page · CalledIt');
  return (
    <main id="main" className={styles.plain}>
      <PageHeading>No such page</PageHeading>
      <p>The address leads nowhere. It may have been cut short on its way here.</p>
      <p>
        <Link href="/">Make a call</Link> or look at <Link href="/ledger">the ledger</Link>.
      </p>
    </main>
  );
}
