// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcements } from '../../shared/announcements';
import { createQueryClient } from '../../shared/api/queries';
import type { Call } from '../../shared/api/types';
import { OneCallPage } from './OneCallPage';
import { aCall, callId, entries, judged } from './testing';

interface Sent {
  key: string | null;
  body: unknown;
}

let stands: Call;
let sent: Sent[] = [];
let write: (body: unknown) => Response | Promise<Response>;

function open(call: Call) {
  stands = call;
  sent = [];
  write = () => Response.json(stands, { status: 201 });
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (request.method === 'POST') {
      const body: unknown = await request.json();
      sent.push({ key: request.headers.get('Idempotency-Key'), body });
      return write(body);
    }
    return pathname === '/api/calls'
      ? Response.json({ calls: [], ledger: { entries: 30, calls: 23 } })
      : Response.json(stands);
  });
  show();
  return userEvent.setup();
}

function show() {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  render(
    <QueryClientProvider client={client}>
      <Announcements>
        <OneCallPage id={callId} />
      </Announcements>
    </QueryClientProvider>,
  );
}

const card = () => screen.findByRole('article', { name: 'Call 17' });
const button = (name: string) => screen.getByRole('button', { name });
const status = () => screen.getByRole('status');
const refusal = (code: number, detail: string) => Response.json({ title: 'No', detail }, { status: code });

async function expectAccessible() {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('a call’s page', () => {
  it('shows its terms, who drafted it, and its place in the ledger', async () => {
    open(aCall({ entries: [entries.logged(30), entries.note(31, '<b>wet</b>')] }));
    expect(await card()).toHaveTextContent('Call 17 of 23');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(
      'It rains in Paris on 23 November 2036.',
    );
    expect(await card()).toHaveTextContent('Météo-France observations');
    expect(await card()).toHaveTextContent('In your wordsIt rains in Paris tomorrow');
    expect(await card()).toHaveTextContent('not a language model');
    expect(await card()).toHaveTextContent('Receipt 30:0a0a0a0a…');
    expect(screen.getByText('<b>wet</b>')).toBeVisible();
    expect(document.title).toBe('Call 17 · CalledIt');
    await expectAccessible();
  });

  it('makes no link of evidence that isn’t one of the web', async () => {
    const call = judged(aCall(), 'did_not');
    const evidence = ['https://example.org/rain', 'javascript:alert(1)'];
    const verdict = { entry: 31, at: '2026-11-22T18:00:00.000Z', outcome: 'did_not', evidence } as const;
    open({ ...call, verdict: { ...verdict, evidence } });
    const links = within(await card()).getAllByRole('link', { name: /example|script/ });
    expect(links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])).toEqual([
      ['https://example.org/rain', 'noopener noreferrer'],
    ]);
    expect(await card()).toHaveTextContent('javascript:alert(1)');
  });

  it('copies the whole receipt', async () => {
    const user = open(aCall());
    await card();
    await user.click(screen.getByRole('button', { name: 'Copy the whole receipt' }));
    expect(await navigator.clipboard.readText()).toBe(`30:${'0a'.repeat(32)}`);
    await waitFor(() => expect(status()).toHaveTextContent('Copied'));
  });

  it('that doesn’t exist has words and ways on', async () => {
    open(aCall());
    vi.stubGlobal('fetch', async () => refusal(404, 'There is no such call.'));
    cleanup();
    show();
    expect(await screen.findByRole('heading', { level: 1, name: 'No such call' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Look in the ledger' })).toHaveAttribute('href', '/ledger');
    await expectAccessible();
  });

  it('that doesn’t open can be tried again', async () => {
    const user = open(aCall());
    const works = globalThis.fetch;
    vi.stubGlobal('fetch', async () => refusal(503, 'The ledger is busy.'));
    cleanup();
    show();
    expect(await screen.findByRole('alert')).toHaveTextContent('The call didn’t open. The ledger is busy.');
    vi.stubGlobal('fetch', works);
    await user.click(button('Try again'));
    expect(await card()).toBeVisible();
  });
});

describe('judging', () => {
  async function panel(call = aCall()) {
    const user = open(call);
    await card();
    await user.click(button('Judge'));
    return { user, form: screen.getByRole('form', { name: 'Judge this call' }) };
  }

  it('says before what it will do, and then the stamp lands', async () => {
    const { user, form } = await panel();
    expect(within(form).getByRole('radio', { name: /Came true/ })).toHaveFocus();
    expect(form).toHaveTextContent('Judging it before is for when nothing that may still happen can change');
    await user.click(within(form).getByRole('radio', { name: /^Came true/ }));
    await waitFor(() =>
      expect(form).toHaveTextContent(
        'This adds entry 31 to your ledger: Came true. The call then wears this stamp:✓ Called it',
      ),
    );
    expect(form).toHaveTextContent('It can be undone by another entry; nothing is erased.');
    await expectAccessible();
    await user.type(within(form).getByRole('textbox', { name: /Links/ }), 'https://example.org/rain');
    write = () => {
      stands = judged(stands, 'came_true');
      return Response.json(stands, { status: 201 });
    };
    await user.click(button('Add the verdict'));
    await waitFor(() => expect(status()).toHaveTextContent('Judged: Came true'));
    expect(sent[0]?.body).toEqual({
      ...{ type: 'verdict', outcome: 'came_true', evidence: ['https://example.org/rain'] },
    });
    expect(await card()).toHaveTextContent('Verdict✓ Called itCame true, by entry 31');
    expect((await card()).querySelector('.landing')).not.toBeNull();
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    expect(button('Undo the verdict')).toBeVisible();
  });

  it('needs an outcome and something to go by, and says so there', async () => {
    const { user, form } = await panel();
    await user.click(button('Add the verdict'));
    expect(form).toHaveTextContent('Choose what became of it.');
    expect(within(form).getByRole('radio', { name: /Came true/ })).toHaveFocus();
    await user.click(within(form).getByRole('radio', { name: /^Void/ }));
    await user.click(button('Add the verdict'));
    expect(within(form).getByRole('textbox', { name: /Links/ })).toHaveFocus();
    expect(within(form).getByRole('textbox', { name: /Links/ })).toBeInvalid();
    expect(sent).toEqual([]);
  });

  it('is tried again under its own key, with what was typed', async () => {
    const { user, form } = await panel();
    await user.click(within(form).getByRole('radio', { name: /^Void/ }));
    await user.type(within(form).getByRole('textbox', { name: 'Note' }), 'Called off');
    write = () => refusal(503, 'The ledger is busy.');
    await user.click(button('Add the verdict'));
    expect(await within(form).findByText('The ledger is busy.')).toBeVisible();
    expect(form).toHaveTextContent('What you typed is kept. Trying again is safe: it is written once.');
    expect(within(form).getByRole('textbox', { name: 'Note' })).toHaveValue('Called off');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[0]?.key).toMatch(/^[\x21-\x7e]{1,100}$/);
  });

  it('that another tab was faster at loads the call again and says so', async () => {
    const { user, form } = await panel();
    await user.click(within(form).getByRole('radio', { name: /^Void/ }));
    await user.type(within(form).getByRole('textbox', { name: 'Note' }), 'Called off');
    write = () => {
      stands = judged(stands, 'did_not');
      return refusal(409, 'A verdict stands already.');
    };
    await user.click(button('Add the verdict'));
    expect(await screen.findByText(/A verdict stands already/)).toBeVisible();
    expect(await screen.findByText(/perhaps in another tab/)).toBeVisible();
    await waitFor(async () => expect(await card()).toHaveTextContent('✕ Missed'));
    expect((await card()).querySelector('.landing')).toBeNull();
  });

  it('is reached from the top of a call that is ready, also when its panel is open already', async () => {
    const user = open(aCall({ state: 'ready' }));
    await user.click(within(await card()).getByRole('button', { name: 'Judge it' }));
    const form = screen.getByRole('form', { name: 'Judge this call' });
    expect(within(form).getByRole('radio', { name: /Came true/ })).toHaveFocus();
    await user.click(within(form).getByRole('radio', { name: /^Void/ }));
    await user.click(within(await card()).getByRole('button', { name: 'Judge it' }));
    expect(within(form).getByRole('radio', { name: /^Void/ })).toHaveFocus();
    await expectAccessible();
  });

  it('before the date isn’t offered at the top', async () => {
    open(aCall());
    expect(within(await card()).queryByRole('button', { name: 'Judge it' })).toBeNull();
  });

  it('can be left with Escape, and what was typed is still there', async () => {
    const { user, form } = await panel();
    await user.type(within(form).getByRole('textbox', { name: 'Note' }), 'Hm');
    await user.keyboard('{Escape}');
    expect(form).not.toBeVisible();
    expect(button('Judge')).toHaveFocus();
    await user.click(button('Judge'));
    expect(within(form).getByRole('textbox', { name: 'Note' })).toHaveValue('Hm');
  });
});

describe('what else can be added', () => {
  it('a verdict is undone after saying so', async () => {
    const user = open(judged(aCall(), 'void'));
    expect(await card()).toHaveTextContent('? No verdictVoid, by entry 31');
    await user.click(button('Undo the verdict'));
    const form = screen.getByRole('form', { name: 'Undo the verdict' });
    expect(form).toHaveTextContent('undoes entry 31: Void. Both stay readable');
    write = () => {
      const { verdict: _, outcome: __, ...open } = stands;
      stands = { ...open, state: 'open', entries: [...open.entries, entries.undo(32, 31)] };
      return Response.json(stands, { status: 201 });
    };
    await user.click(within(form).getByRole('button', { name: 'Undo the verdict' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ type: 'undo', entry: 31 }));
    await waitFor(async () => expect(await card()).toHaveTextContent('StateOpen'));
    expect(screen.getByText('Verdict of entry 31 undone')).toBeVisible();
  });

  it('confidence changes, and says from what to what', async () => {
    const user = open(aCall());
    await card();
    await user.click(button('Change confidence'));
    const number = screen.getByRole('spinbutton');
    await user.click(button('Add it'));
    expect(screen.getByText('It says 70% already.')).toBeVisible();
    await user.clear(number);
    await user.type(number, '60');
    expect(screen.getByText('Confidence 70% → 60%')).toBeVisible();
    await user.click(button('Add it'));
    await waitFor(() => expect(sent[0]?.body).toEqual({ type: 'confidence', confidence: 60 }));
  });

  it('a withdrawal is explained first', async () => {
    const user = open(aCall());
    await card();
    await user.click(button('Withdraw'));
    expect(screen.getByRole('form', { name: 'Withdraw this call' })).toHaveTextContent('can’t be taken back');
    await expectAccessible();
    await user.click(button('Withdraw it'));
    await waitFor(() => expect(sent[0]?.body).toEqual({ type: 'withdrawal' }));
  });

  it('a note is the one thing that a withdrawn call takes', async () => {
    const user = open(aCall({ state: 'withdrawn' }));
    await card();
    const choices = within(screen.getByRole('region', { name: 'Add to this call' }));
    expect(choices.getAllByRole('button').map((one) => one.textContent)).toEqual(['Add a note']);
    await user.click(button('Add a note'));
    await user.click(button('Add the note'));
    expect(screen.getByText('Write the note first.')).toBeVisible();
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Note' })).toHaveFocus());
    await user.keyboard('It was a joke');
    await user.click(button('Add the note'));
    await waitFor(() => expect(sent[0]?.body).toEqual({ type: 'note', note: 'It was a joke' }));
  });
});
