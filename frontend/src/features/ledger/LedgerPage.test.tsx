// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcements } from '../../shared/announcements';
import { createQueryClient } from '../../shared/api/queries';
import { Keys } from './keys/Keys';
import { LedgerPage } from './LedgerPage';
import { aSummary } from './testing';

type Answer = (query: URLSearchParams) => unknown;

let asked: URLSearchParams[] = [];

function open(path: string, answer: Answer) {
  window.history.replaceState(null, '', path);
  asked = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const query = new URL(request.url).searchParams;
    asked.push(query);
    const body = answer(query);
    return body instanceof Response ? body : Response.json(body);
  });
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  render(
    <QueryClientProvider client={client}>
      <Announcements>
        <LedgerPage />
        <Keys />
      </Announcements>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const ids = 'abcdefghjkmnpqrstv';
const page = (count: number, from = 0, next?: string) => ({
  calls: Array.from({ length: count }, (_, i) =>
    aSummary({
      id: `call000000000000${ids[from + i]}`,
      number: 50 - from - i,
      statement: `Claim ${from + i}`,
    }),
  ),
  ...(next === undefined ? {} : { next }),
  ledger: { entries: 41, calls: 23 },
});

const status = () => screen.getByRole('status');
const search = () => screen.getByRole('searchbox', { name: 'Search the ledger' });
const claims = async () =>
  (await screen.findAllByRole('link', { name: /^Claim/ })).map((link) => link.textContent);

async function expectAccessible() {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

beforeEach(() => {
  localStorage.clear();
  Element.prototype.scrollIntoView = vi.fn();
  HTMLDialogElement.prototype.showModal = vi.fn(function (this: HTMLDialogElement) {
    this.open = true;
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the ledger', () => {
  it('shows each call with its number, date, confidence and where it stands', async () => {
    open('/ledger', () => ({
      calls: [
        aSummary({
          id: 'a',
          state: 'judged',
          outcome: 'came_true',
          statement: 'Claim 1',
          due: '2026-11-20T12:00:00Z',
        }),
        aSummary({ id: 'b', state: 'judged', outcome: 'void', statement: 'Claim 2' }),
        aSummary({ id: 'c', state: 'judged', outcome: 'cant_tell', statement: 'Claim 3' }),
        aSummary({ id: 'd', state: 'withdrawn', statement: 'Claim 4', tags: [] }),
        aSummary({ id: 'e', state: 'open', statement: 'Claim 5', due: '2020-01-01T00:00:00Z' }),
      ],
      ledger: { entries: 41, calls: 23 },
    }));
    expect(await claims()).toHaveLength(5);
    const line = (name: string) => screen.getByRole('link', { name }).closest('li');
    expect(line('Claim 1')).toHaveTextContent(/^Call 17Claim 1weatherDue 20 Nov 202670% sure✓ Called it$/);
    expect(line('Claim 2')).toHaveTextContent('? No verdictVoid');
    expect(line('Claim 3')).toHaveTextContent('? No verdictCan’t tell');
    expect(line('Claim 4')).toHaveTextContent('Withdrawn');
    expect(line('Claim 5')).toHaveTextContent('Ready to judge');
    expect(screen.getByText('23 calls · 41 entries')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Claim 1' })).toHaveAttribute('href', '/calls/a');
    const [tag] = screen.getAllByRole('link', { name: 'weather' });
    expect(tag).toHaveAttribute('href', '/ledger?tag=weather');
    await expectAccessible();
  });

  it('asks for what its address says, and the tabs lead to other addresses', async () => {
    const user = open('/ledger?state=ready&tag=x&q=rain', () => page(2));
    await claims();
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({ state: 'ready', tag: 'x', q: 'rain', sort: 'due' });
    expect(search()).toHaveValue('rain');
    await user.click(screen.getByRole('link', { name: 'Judged' }));
    expect(window.location.search).toBe('?state=judged&tag=x&q=rain');
    await waitFor(() => expect(asked.at(-1)?.get('sort')).toBe('newest'));
    act(() => window.history.back());
    await waitFor(() =>
      expect(screen.getByRole('link', { name: 'Ready to judge' })).toHaveAttribute('aria-current'),
    );
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Newest first');
    expect(window.location.search).toBe('?state=ready&tag=x&q=rain&sort=newest');
  });

  it('searches once the typing pauses, in the same place of the history, and says what it found', async () => {
    const user = open('/ledger', (query) => (query.has('q') ? page(1) : page(2)));
    await claims();
    const entries = window.history.length;
    await user.type(search(), 'rain today');
    await waitFor(() => expect(window.location.search).toBe('?q=rain+today'));
    await waitFor(() => expect(status()).toHaveTextContent('1 call found'));
    expect(window.history.length).toBe(entries);
    expect(asked.map((query) => query.get('q'))).not.toContain('r');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(window.location.search).toBe(''));
    expect(search()).toHaveValue('');
  });

  it('shows more on demand, goes on at the first new call, and says how many came', async () => {
    const user = open('/ledger', (query) => (query.get('cursor') === 'two' ? page(2, 3) : page(3, 0, 'two')));
    expect(await claims()).toHaveLength(3);
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(async () => expect(await claims()).toHaveLength(5));
    await waitFor(() => expect(screen.getByRole('link', { name: 'Claim 3' })).toHaveFocus());
    expect(status()).toHaveTextContent('2 more, 5 shown');
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('that is empty says so, and how to begin', async () => {
    open('/ledger', () => ({ calls: [], ledger: { entries: 0, calls: 0 } }));
    expect(await screen.findByText('Nothing called yet.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Make the first call' })).toHaveAttribute('href', '/');
    expect(screen.queryByRole('link', { name: 'Export as CSV' })).toBeNull();
    await expectAccessible();
  });

  it('in which nothing is found says for what, and how to see all', async () => {
    open('/ledger?state=open&q=snow', () => ({ calls: [], ledger: { entries: 41, calls: 23 } }));
    expect(await screen.findByText('No call with “snow”, that is open.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Show all 23 calls' })).toHaveAttribute('href', '/ledger');
  });

  it('that doesn’t open says so and can be tried again', async () => {
    let broken = true;
    const user = open('/ledger', () =>
      broken ? Response.json({ title: 'Down' }, { status: 503 }) : page(1),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('The ledger didn’t open. Down.');
    await expectAccessible();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await claims()).toEqual(['Claim 0']);
  });
});

describe('the keys', () => {
  it('move through the calls with j and k, and to the search with /', async () => {
    const user = open('/ledger', () => page(3));
    await claims();
    const at = (name: string) => expect(screen.getByRole('link', { name })).toHaveFocus();
    await user.keyboard('j');
    at('Claim 0');
    await user.keyboard('jjj');
    at('Claim 2');
    await user.keyboard('k');
    at('Claim 1');
    await user.keyboard('/');
    expect(search()).toHaveFocus();
    await user.keyboard('j/?');
    expect(search()).toHaveValue('j/?');
  });

  it('do nothing with a modifier, or once they are turned off', async () => {
    const user = open('/ledger', () => page(1));
    await claims();
    await user.keyboard('{Control>}j{/Control}{Alt>}j{/Alt}{Meta>}j{/Meta}');
    expect(document.body).toHaveFocus();
    await user.keyboard('?');
    const sheet = screen.getByRole('dialog', { name: 'Keys' });
    expect(sheet).toHaveTextContent('Search the ledger, from any page');
    // What comes first is what the browser gives the focus to.
    expect(sheet.querySelector('button, input, [tabindex]')).toHaveAccessibleName('Close');
    await expectAccessible();
    await user.click(within(sheet).getByRole('checkbox'));
    sheet.removeAttribute('open');
    act(() => (document.activeElement as HTMLElement | null)?.blur());
    await user.keyboard('j');
    expect(screen.getByRole('link', { name: 'Claim 0' })).not.toHaveFocus();
    expect(localStorage.getItem('calledit.letterKeys')).toBe('off');
  });
});

describe('a file', () => {
  const refuseFile = (problem: object) =>
    vi.stubGlobal('fetch', async (request: Request | string) =>
      typeof request === 'string' ? Response.json(problem, { status: 422 }) : Response.json(page(1)),
    );
  const csv = new File(['statement\nx'], 'old calls.csv', { type: 'text/csv' });

  it('is imported after saying what that does, and the list is fresh', async () => {
    const user = open('/ledger', () => page(1));
    await claims();
    await user.upload(screen.getByLabelText('CSV file to import'), csv);
    expect(screen.getByText('old calls.csv').parentElement).toHaveTextContent('nothing is imported');
    const before = asked.length;
    vi.stubGlobal('fetch', async (request: Request | string) => {
      if (typeof request === 'string') {
        return Response.json({ imported: { calls: 3, entries: 9 }, skipped: { calls: 1 } });
      }
      asked.push(new URL(request.url).searchParams);
      return Response.json(page(2));
    });
    await user.click(screen.getByRole('button', { name: 'Import' }));
    await waitFor(() =>
      expect(status()).toHaveTextContent('3 calls with 9 entries imported, 1 was already there.'),
    );
    await waitFor(() => expect(asked.length).toBeGreaterThan(before));
    expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
  });

  it('with bad lines is told by their numbers', async () => {
    const user = open('/ledger', () => page(1));
    await claims();
    await user.upload(screen.getByLabelText('CSV file to import'), csv);
    const errors = Array.from({ length: 14 }, (_, i) => ({
      line: i + 2,
      field: 'due',
      message: 'has to be a date',
    }));
    refuseFile({ detail: 'No line can be read.', errors });
    await user.click(screen.getByRole('button', { name: 'Import' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Nothing was imported. No line can be read.');
    expect(alert).toHaveTextContent('Line 2, due: has to be a date');
    expect(alert).toHaveTextContent('And 2 more.');
    await expectAccessible();
  });
});
