// @vitest-environment jsdom
// @vitest-environment-options { "url": "https://calledit.example/ledger?state=open" }
import '@testing-library/jest-dom/vitest';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { meet } from './meet';
import { Person } from './Person';
import type { Provider } from './provider';
import { dropToken, expiryOf, keepToken, readToken } from './token';

const provider: Provider = {
  entrance: async (cameFrom) => `https://sign-in.example/?from=${cameFrom}`,
  isReturn: () => false,
  arrive: async () => ({ token: '', seconds: 0, cameFrom: '/' }),
  exit: () => 'https://sign-in.example/logout',
};

const page = vi.fn((account) => (
  <>
    <nav>{account}</nav>
    <textarea aria-label="Your prediction" />
  </>
));

/** A token that says when it expires, as far as a page can read it. */
const tokenUntil = (seconds: number) => `e30.${btoa(JSON.stringify({ sub: 'ann', exp: seconds }))}.sig`;

const now = new Date('2026-11-22T12:00:00Z');
const inAnHour = now.getTime() / 1000 + 3600;

function open(over: Partial<Provider> = {}) {
  const go = vi.fn();
  render(
    <Person provider={{ ...provider, ...over }} go={go}>
      {page}
    </Person>,
  );
  return { go, user: userEvent.setup({ advanceTimers: vi.advanceTimersByTime }) };
}

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  vi.stubGlobal('jest', { advanceTimersByTime: vi.advanceTimersByTime });
  sessionStorage.clear();
  dropToken();
  page.mockClear();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the token', () => {
  it('is kept in a cookie among others, and dropped', () => {
    expect(readToken('a=b; calledit_token=x.y.z; c=d')).toBe('x.y.z');
    expect(readToken('a=b; not_calledit_token=x')).toBeUndefined();
    expect(readToken('calledit_token=')).toBeUndefined();
    keepToken('x.y.z', 60);
    expect(readToken()).toBe('x.y.z');
    dropToken();
    expect(readToken()).toBeUndefined();
  });

  it('says when it expires, where it can be read', () => {
    expect(expiryOf(tokenUntil(1_800_000_000))).toBe(1_800_000_000_000);
    expect(expiryOf('opaque')).toBeUndefined();
    expect(expiryOf('a.%%%.c')).toBeUndefined();
  });
});

describe('who has not signed in', () => {
  it('is asked to, and sees no page that would ask the server in vain', async () => {
    const { go, user } = open();
    expect(page).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(go).toHaveBeenCalledExactlyOnceWith('https://sign-in.example/?from=/ledger?state=open');
  });

  it('is told where the way there can’t be found', async () => {
    const { go, user } = open({ entrance: () => Promise.reject(new Error('no crypto')) });
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The sign-in page can’t be opened. Try again.',
    );
    expect(go).not.toHaveBeenCalled();
  });
});

describe('who has signed in', () => {
  it('sees the page, and can sign out, which leaves nothing for the next', async () => {
    keepToken(tokenUntil(inAnHour), 3600);
    sessionStorage.setItem('calledit.prediction', 'It rains');
    const { go, user } = open();
    expect(screen.queryByRole('alert')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Sign out' }));
    expect(go).toHaveBeenCalledExactlyOnceWith('https://sign-in.example/logout');
    expect(readToken()).toBeUndefined();
    expect(sessionStorage.length).toBe(0);
  });

  it('is asked again when that ends, and keeps what was typed', async () => {
    keepToken(tokenUntil(inAnHour), 7200);
    const { go, user } = open();
    await user.type(screen.getByRole('textbox', { name: 'Your prediction' }), 'It rains');
    act(() => vi.advanceTimersByTime(3_599_000));
    expect(screen.queryByRole('alert')).toBeNull();

    act(() => vi.advanceTimersByTime(2_000));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Your sign-in has ended. What you have written is kept.',
    );
    expect(screen.getByRole('textbox', { name: 'Your prediction' })).toHaveValue('It rains');
    await user.click(screen.getByRole('button', { name: 'Sign in again' }));
    expect(go).toHaveBeenCalledExactlyOnceWith('https://sign-in.example/?from=/ledger?state=open');
  });

  it('is asked again when another tab has signed out', () => {
    keepToken(tokenUntil(inAnHour), 3600);
    open();
    dropToken();
    act(() => document.dispatchEvent(new Event('visibilitychange')));
    expect(screen.getByRole('alert')).toHaveTextContent('Your sign-in has ended.');
  });
});

describe('a page that asks for sign-in', () => {
  const settings = {
    issuer: 'https://issuer.example/pool',
    clientId: 'the-page',
    authorizeUrl: 'https://sign-in.example/oauth2/authorize',
    tokenUrl: 'https://sign-in.example/oauth2/token',
    signOutUrl: 'https://sign-in.example/logout',
  };

  it('reads where beside itself', async () => {
    const fetched = vi.fn(async () => Response.json(settings));
    vi.stubGlobal('fetch', fetched);
    render(await meet(page));
    expect(fetched).toHaveBeenCalledExactlyOnceWith('/sign-in.json', { cache: 'no-cache' });
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });

  it.each([
    ['isn’t there', async () => new Response('', { status: 403 })],
    ['makes no sense', async () => Response.json({ ...settings, tokenUrl: 'nowhere' })],
    ['can’t be reached', () => Promise.reject(new TypeError('offline'))],
  ])('says so where that %s', async (_, answer) => {
    vi.stubGlobal('fetch', vi.fn(answer));
    render(await meet(page));
    expect(screen.getByRole('alert')).toHaveTextContent('The page can’t find out where to sign in.');
    expect(page).not.toHaveBeenCalled();
  });

  it('says so where somebody comes back from a sign-in that was not begun here, and forgets the code', async () => {
    window.history.replaceState(null, '', '/?code=x&state=unknown');
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => Response.json(settings)),
    );
    render(await meet(page));
    expect(screen.getByRole('alert')).toHaveTextContent('That sign-in didn’t work. Try it once more.');
    expect(window.location.search).toBe('');
    expect(page).not.toHaveBeenCalled();
  });
});
