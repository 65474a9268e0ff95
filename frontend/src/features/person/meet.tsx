import { WebStorageStateStore } from 'oidc-client-ts';
import type { ReactNode } from 'react';
import { Person } from './Person';
import { createProvider, type Provider } from './provider';
import { readSettings } from './settings';
import { keepToken } from './token';

/** The page for a service that people sign in to; `page` makes it once somebody has. */
export async function meet(page: (account: ReactNode) => ReactNode): Promise<ReactNode> {
  const home = `${window.location.origin}/`;
  let provider: Provider;
  try {
    const store = new WebStorageStateStore({ prefix: 'calledit.signin.', store: window.sessionStorage });
    provider = createProvider(await readSettings(), home, store);
  } catch {
    return <p role="alert">The page can’t find out where to sign in. Load it again in a while.</p>;
  }
  const trouble = await arrival(provider, home);
  return (
    <Person provider={provider} trouble={trouble} go={(address) => window.location.assign(address)}>
      {page}
    </Person>
  );
}

/** Takes up who has just come back from signing in; says what went wrong where something did. */
async function arrival(provider: Provider, home: string): Promise<string | undefined> {
  const address = window.location.href;
  if (!provider.isReturn(address)) {
    return undefined;
  }
  try {
    const { token, seconds, cameFrom } = await provider.arrive(address);
    keepToken(token, seconds);
    // A path of this site, whatever it says. The code is worth nothing any more, and a reload mustn't try it again.
    const { pathname, search } = new URL(cameFrom, home);
    window.history.replaceState(null, '', pathname + search);
    return undefined;
  } catch {
    window.history.replaceState(null, '', '/');
    return 'That sign-in didn’t work. Try it once more.';
  }
}
