import { type ReactNode, useState } from 'react';
import controls from '../../shared/controls.module.css';
import styles from './Person.module.css';
import type { Provider } from './provider';
import { dropToken } from './token';
import { useToken } from './useToken';

export interface PersonProps {
  provider: Provider;
  /** Why somebody who has just come back isn't signed in. */
  trouble?: string | undefined;
  go: (address: string) => void;
  /** The page, with what its header says about whoever is signed in. */
  children: (account: ReactNode) => ReactNode;
}

/**
 * Lets in who has signed in, and asks everyone else to. Whose sign-in ends while the page is open keeps the page, and
 * what is on it, and is asked to sign in again.
 */
export function Person({ provider, trouble, go, children }: PersonProps) {
  const state = useToken();
  const [entered] = useState(state === 'in');
  const [problem, setProblem] = useState(trouble);

  const signIn = () => {
    const { pathname, search } = window.location;
    provider
      .entrance(pathname + search)
      .then(go)
      .catch(() => setProblem('The sign-in page can’t be opened. Try again.'));
  };
  const signOut = () => {
    dropToken();
    // The next person at this browser finds nothing of theirs.
    sessionStorage.clear();
    go(provider.exit());
  };

  if (entered) {
    return (
      <>
        {state === 'out' && (
          <div role="alert" className={styles.ended}>
            <p>
              Your sign-in has ended. {problem ?? 'What you have written is kept.'}{' '}
              <button type="button" className={controls.quiet} onClick={signIn}>
                Sign in again
              </button>
            </p>
          </div>
        )}
        {children(
          <button type="button" className={`${controls.quiet} ${styles.out}`} onClick={signOut}>
            Sign out
          </button>,
        )}
      </>
    );
  }
  return (
    <main id="main" className={styles.door}>
      <p className={styles.name}>
        Called<b>It</b>
      </p>
      <h1>Say it before it happens.</h1>
      <p>
        Write a prediction in plain words. We turn it into a dated plan that someone else could check. Your
        calls are kept in a ledger of your own, so sign in first.
      </p>
      {problem !== undefined && <p role="alert">{problem}</p>}
      <button type="button" className={`${controls.button} ${controls.primary}`} onClick={signIn}>
        Sign in
      </button>
    </main>
  );
}
