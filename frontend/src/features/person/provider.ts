/** Where people sign in: OpenID Connect, with a code and PKCE (RFC 7636). It knows no React. */
import { OidcClient, type StateStore } from 'oidc-client-ts';
import * as v from 'valibot';
import type { Settings } from './settings';

/** What came of a visit there. */
export interface Arrival {
  token: string;
  /** How long it counts, in seconds. */
  seconds: number;
  /** The page's address from which they went. */
  cameFrom: string;
}

export interface Provider {
  /** The address to go to, from which they come back with a code. */
  entrance(cameFrom: string): Promise<string>;
  /** Whether somebody has just come back to this address. */
  isReturn(address: string): boolean;
  /** Turns the code into a token. Throws where they were refused, or didn't go from this tab. */
  arrive(address: string): Promise<Arrival>;
  /** The address that signs them out there, too. */
  exit(): string;
}

const hour = 3600;
const cameFromState = v.object({ cameFrom: v.string() });

/** `home` is where they come back to, such as `https://calledit.example/`; `store` keeps what this tab asked for. */
export function createProvider(settings: Settings, home: string, store: StateStore): Provider {
  const client = new OidcClient({
    authority: settings.issuer,
    // Named here, so that nobody has to be asked for them.
    metadata: {
      issuer: settings.issuer,
      authorization_endpoint: settings.authorizeUrl,
      token_endpoint: settings.tokenUrl,
    },
    client_id: settings.clientId,
    redirect_uri: home,
    response_type: 'code',
    scope: 'openid',
    loadUserInfo: false,
    stateStore: store,
  });
  return {
    async entrance(cameFrom) {
      const request = await client.createSigninRequest({ state: { cameFrom } });
      return request.url;
    },
    isReturn(address) {
      const asked = new URL(address).searchParams;
      return asked.has('state') && (asked.has('code') || asked.has('error'));
    },
    async arrive(address) {
      const answer = await client.processSigninResponse(address);
      const { cameFrom } = v.parse(cameFromState, answer.userState);
      return { token: answer.access_token, seconds: answer.expires_in ?? hour, cameFrom };
    },
    exit() {
      const address = new URL(settings.signOutUrl);
      address.searchParams.set('client_id', settings.clientId);
      address.searchParams.set('logout_uri', home);
      return address.href;
    },
  };
}
