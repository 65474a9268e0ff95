import { InMemoryWebStorage, WebStorageStateStore } from 'oidc-client-ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProvider, type Provider } from './provider';
import type { Settings } from './settings';

const settings: Settings = {
  issuer: 'https://issuer.example/pool',
  clientId: 'the-page',
  authorizeUrl: 'https://sign-in.example/oauth2/authorize',
  tokenUrl: 'https://sign-in.example/oauth2/token',
  signOutUrl: 'https://sign-in.example/logout',
};
const home = 'https://calledit.example/';

let tab: InMemoryWebStorage;
let provider: Provider;
const fetched = vi.fn<(address: string, asked: RequestInit) => Promise<Response>>();

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
const idToken = `${part({ alg: 'RS256' })}.${part({ sub: 'ann', iss: settings.issuer, aud: 'the-page' })}.sig`;

beforeEach(() => {
  tab = new InMemoryWebStorage();
  provider = createProvider(settings, home, new WebStorageStateStore({ store: tab }));
  fetched.mockReset();
  fetched.mockImplementation(async () =>
    Response.json({ access_token: 'a.b.c', id_token: idToken, token_type: 'Bearer', expires_in: 43_200 }),
  );
  vi.stubGlobal('fetch', fetched);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function goIn(cameFrom = '/'): Promise<URLSearchParams> {
  return new URL(await provider.entrance(cameFrom)).searchParams;
}

describe('going to sign in', () => {
  it('asks for a code, for this page, that only this tab can use', async () => {
    const address = new URL(await provider.entrance('/ledger'));
    expect(address.origin + address.pathname).toBe(settings.authorizeUrl);
    const asked = Object.fromEntries(address.searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'the-page',
      redirect_uri: home,
      scope: 'openid',
      code_challenge_method: 'S256',
    });
    expect(asked.code_challenge).toMatch(/^[\w-]{43}$/);
    expect(fetched).not.toHaveBeenCalled();
  });
});

describe('coming back', () => {
  it('is known by the code or the error in the address', () => {
    expect(provider.isReturn(`${home}?code=x&state=y`)).toBe(true);
    expect(provider.isReturn(`${home}?error=access_denied&state=y`)).toBe(true);
    expect(provider.isReturn(`${home}?run=86739a9b`)).toBe(false);
    expect(provider.isReturn(`${home}?code=x`)).toBe(false);
  });

  it('turns the code into a token, with the proof that this tab asked, and says where one came from', async () => {
    const asked = await goIn('/calls/17?x=y');
    const arrival = await provider.arrive(`${home}?code=the-code&state=${asked.get('state')}`);
    expect(arrival).toEqual({ token: 'a.b.c', seconds: 43_200, cameFrom: '/calls/17?x=y' });

    expect(fetched).toHaveBeenCalledOnce();
    expect(fetched.mock.calls[0]?.[0]).toBe(settings.tokenUrl);
    const sent = new URLSearchParams(String(fetched.mock.calls[0]?.[1].body));
    expect(sent.get('code')).toBe('the-code');
    const proof = await crypto.subtle.digest(
      'SHA-256',
      new TextEncoder().encode(sent.get('code_verifier') ?? ''),
    );
    expect(Buffer.from(proof).toString('base64url')).toBe(asked.get('code_challenge'));
  });

  it('works once', async () => {
    const asked = await goIn();
    const back = `${home}?code=the-code&state=${asked.get('state')}`;
    await provider.arrive(back);
    await expect(provider.arrive(back)).rejects.toThrow();
  });

  it('from a visit that this tab didn’t begin is refused without asking', async () => {
    await goIn();
    await expect(provider.arrive(`${home}?code=the-code&state=somebody-elses`)).rejects.toThrow();
    expect(fetched).not.toHaveBeenCalled();
  });

  it('with a refusal is one', async () => {
    const asked = await goIn();
    const back = `${home}?error=access_denied&state=${asked.get('state')}`;
    await expect(provider.arrive(back)).rejects.toThrow('access_denied');
  });

  it('is refused where the code is', async () => {
    fetched.mockImplementation(async () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    const asked = await goIn();
    await expect(provider.arrive(`${home}?code=x&state=${asked.get('state')}`)).rejects.toThrow(
      'invalid_grant',
    );
  });
});

it('signing out leads there and back', () => {
  expect(provider.exit()).toBe(
    'https://sign-in.example/logout?client_id=the-page&logout_uri=https%3A%2F%2Fcalledit.example%2F',
  );
});
