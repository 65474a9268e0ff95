/** The token of whoever has signed in, kept in a cookie: the only way in which a browser's WebSocket can bring one. */
import * as v from 'valibot';

/** The server's name for it. */
const name = 'calledit_token';

const claims = v.object({ exp: v.number() });

/** The token, until it expires; then the browser has dropped it. */
export function readToken(cookies = document.cookie): string | undefined {
  const pair = cookies.split('; ').find((cookie) => cookie.startsWith(`${name}=`));
  const token = pair?.slice(name.length + 1) ?? '';
  return token === '' ? undefined : token;
}

/** Keeps the token for that many seconds, for every tab, and for requests of this page's site alone. */
export function keepToken(token: string, seconds: number) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API isn't in every browser yet.
  document.cookie = `${name}=${token}; Path=/; Secure; SameSite=Strict; Max-Age=${Math.floor(seconds)}`;
}

export function dropToken() {
  keepToken('', 0);
}

/** When it expires, in milliseconds since 1970; nothing where it doesn't say. */
export function expiryOf(token: string): number | undefined {
  try {
    const body = token.split('.')[1] ?? '';
    return v.parse(claims, JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')))).exp * 1000;
  } catch {
    return undefined;
  }
}
