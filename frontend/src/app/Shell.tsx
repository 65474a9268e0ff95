import { lazy, type ReactNode, Suspense } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { CallPage } from '../features/call/CallPage';
import { Keys } from '../features/ledger/keys/Keys';
import { NewestCalls } from '../features/ledger/NewestCalls';
import { Arriving } from '../shared/PageHeading';
import { LoadError } from './LoadError';
import { NoSuchPage } from './NoSuchPage';
import styles from './Shell.module.css';
import { useArrival } from './useArrival';

// Whoever makes a call needs neither, and they come while that is being written.
const LedgerPage = lazy(() =>
  import('../features/ledger/LedgerPage').then((m) => ({ default: m.LedgerPage })),
);
const OneCallPage = lazy(() =>
  import('../features/ledger/OneCallPage').then((m) => ({ default: m.OneCallPage })),
);

/** What every page has around it: the way past the header, the header, and the page that the address names. */
export function Shell({ account }: { account?: ReactNode }) {
  const [path] = useLocation();
  const arriving = useArrival(path);
  return (
    <>
      <a className={styles.skip} href="#main">
        {skipWords(path)}
      </a>
      <div className={styles.wrap}>
        <header className={styles.top}>
          <Link className={styles.logo} href="/">
            Called<b>It</b>
          </Link>
          <nav className={styles.nav} aria-label="Main">
            <Link href="/" aria-current={path === '/' ? 'page' : undefined}>
              Make a call
            </Link>
            <Link href="/ledger" aria-current={path === '/ledger' ? 'page' : undefined}>
              Ledger
            </Link>
            {account}
          </nav>
        </header>
        <Arriving value={arriving}>
          <LoadError key={path}>
            <Suspense fallback={<main id="main" className={styles.loading} aria-busy="true" />}>
              <Switch>
                <Route path="/">
                  <CallPage below={<NewestCalls />} />
                </Route>
                <Route path="/ledger">
                  <LedgerPage />
                </Route>
                <Route path="/calls/:id">{({ id }) => <OneCallPage key={id} id={id} />}</Route>
                <Route>
                  <NoSuchPage />
                </Route>
              </Switch>
            </Suspense>
          </LoadError>
        </Arriving>
        <Keys />
      </div>
    </>
  );
}

function skipWords(path: string): string {
  if (path === '/') {
    return 'Skip to the prediction';
  }
  if (path === '/ledger') {
    return 'Skip to the calls';
  }
  return path.startsWith('/calls/') ? 'Skip to the call' : 'Skip to the page';
}
