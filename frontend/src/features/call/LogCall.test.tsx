// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../app/App';
import { Predictions } from './predictions';
import { aPlan, handSocket, runOf } from './testing';

const future = `${new Date().getUTCFullYear() + 2}-06-30T23:59:59+02:00`;
const plan = { ...aPlan, verification_date: future };

/** What was posted, in order, and what is answered to it. */
let posted: { key: string | null; body: Record<string, unknown> }[];
let answers: ((body: Record<string, unknown>) => Response | Promise<Response>)[];

/** The answer to a call that was logged: the call as the service gives it. */
const logged = (body: Record<string, unknown>, status = 201) => {
  const terms = { plan, confidence: 70, tags: [], ...body };
  const at = '2026-11-22T17:18:35.123Z';
  const id = 'k3v9q2m7x0d4t8wz';
  const hash = 'ab'.repeat(32);
  const head = { v: 1, owner: 'local', number: 31, at, call: id, previous: 'cd'.repeat(32), hash };
  return Response.json(
    {
      ...terms,
      ...{ id, hash, number: 17, of: 23, statement: plan.prediction_statement, due: future },
      ...{ state: 'open', loggedAt: at, firstConfidence: terms.confidence },
      entries: [{ ...head, type: 'logged', callNumber: 17, ...terms }],
    },
    { status },
  );
};

function open() {
  const socket = handSocket();
  let ids = 0;
  const predictions = new Predictions({
    socket,
    now: () => performance.now(),
    newId: () => {
      ids += 1;
      return `request-${ids}`;
    },
    timezone: () => 'Europe/Paris',
  });
  render(<App predictions={predictions} socket={socket} />);
  return { socket, user: userEvent.setup() };
}

async function ready() {
  const page = open();
  await page.user.click(screen.getByRole('textbox', { name: 'Your prediction' }));
  await page.user.paste('It rains in Paris tomorrow');
  await page.user.click(button('Draft the plan'));
  const run = runOf('r1');
  act(() => {
    page.socket.receive(run.processing());
    page.socket.receive(run.complete({ content: plan }));
  });
  return page;
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const text = (name: string | RegExp) => screen.getByRole('textbox', { name });
const card = () => screen.getByRole('article', { name: 'Verification plan' });
const percent = () => within(card()).getByRole('spinbutton', { name: 'How sure, in percent' });
const status = () => screen.getByRole('status');

async function log(user: ReturnType<typeof userEvent.setup>, confidence = '70') {
  await user.clear(percent());
  await user.type(percent(), confidence);
  await user.click(button('Log call'));
}

async function expectAccessible() {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

beforeEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/');
  posted = [];
  answers = [];
  vi.stubGlobal('scrollTo', vi.fn());
  vi.stubGlobal(
    'fetch',
    vi.fn(async (request: Request) => {
      if (request.method !== 'POST') {
        return request.url.includes('/api/calls/')
          ? logged({}, 200)
          : Response.json({ calls: [], ledger: { entries: 0, calls: 0 } });
      }
      const body = await request.json();
      posted.push({ key: request.headers.get('Idempotency-Key'), body });
      return (answers.shift() ?? logged)(body);
    }),
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('a field of a finished plan', () => {
  it('is changed in place, says so, and can go back to what was drafted', async () => {
    const { user } = await ready();
    await user.click(button('Edit statement'));
    expect(text('Statement')).toHaveFocus();
    expect(status()).toHaveTextContent('Editing');
    await expectAccessible();
    await user.clear(text('Statement'));
    await user.type(text('Statement'), 'It snows.{Control>}{Enter}{/Control}');
    expect(card()).toHaveTextContent('It snows.');
    expect(card()).toHaveTextContent('Edited');
    expect(button('Edit statement')).toHaveFocus();
    expect(status()).toHaveTextContent('Plan ready, with your changes');
    await user.click(button('Undo the changes to statement'));
    expect(card()).toHaveTextContent(plan.prediction_statement);
    expect(card()).not.toHaveTextContent('Edited');
    expect(button('Edit statement')).toHaveFocus();
  });

  it('keeps its words while another is cancelled with Escape', async () => {
    const { user } = await ready();
    await user.click(button('Edit statement'));
    await user.type(text('Statement'), ' Really.');
    await user.click(button('Edit steps'));
    await user.type(text('Step 1 of 1'), ' twice{Escape}');
    expect(card()).toHaveTextContent('Look up the daily total');
    expect(card()).not.toHaveTextContent('twice');
    expect(text('Statement')).toHaveValue(`${plan.prediction_statement} Really.`);
  });

  it('that is a list is written with Enter and Backspace and put in order with buttons', async () => {
    const { user } = await ready();
    await user.click(button('Edit criteria'));
    expect(text('Criterion 1 of 2')).toHaveFocus();
    await user.keyboard('{Enter}In between');
    expect(text('Criterion 2 of 3')).toHaveValue('In between');
    await user.keyboard('{Enter}');
    expect(text('Criterion 3 of 4')).toHaveFocus();
    await user.keyboard('{Backspace}');
    expect(text('Criterion 2 of 3')).toHaveFocus();
    await user.click(button('Move criterion 2 up'));
    expect(text('Criterion 1 of 3')).toHaveValue('In between');
    expect(button('Move criterion 1 up')).toHaveFocus();
    expect(status()).toHaveTextContent('Now 1 of 3');
    await user.keyboard('{Enter}');
    expect(text('Criterion 1 of 3')).toHaveValue('In between');
    await user.click(button('Remove criterion 2'));
    await user.click(button('Add a criterion'));
    expect(text('Criterion 3 of 3')).toHaveFocus();
    await expectAccessible();
    await user.click(button('Done with criteria'));
    expect(
      within(card())
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toContain('In between');
    await log(user);
    expect(posted[0]?.body).toMatchObject({
      plan: { verification_method: { criteria: ['In between', 'False if less is recorded'] } },
    });
  });

  it('that is wrong says why beside it and keeps the focus', async () => {
    const { user } = await ready();
    await user.click(button('Edit due'));
    await user.clear(screen.getByLabelText('Date'));
    await user.type(screen.getByLabelText('Date'), '2020-01-01');
    await user.click(button('Done with due'));
    expect(screen.getByRole('alert')).toHaveTextContent('The date has to be ahead.');
    expect(screen.getByLabelText('Date')).toHaveFocus();
    expect(screen.getByLabelText('Date')).toBeInvalid();
    expect(screen.getByLabelText('Date')).toHaveAccessibleDescription(/The date has to be ahead\./);
    await expectAccessible();
  });
});

describe('the confidence', () => {
  it('is one, with its slider and its numbers', async () => {
    const { user } = await ready();
    const slider = screen.getByRole('slider', { name: 'Confidence' });
    expect(slider).toHaveAttribute('aria-valuetext', 'not said yet');
    await user.type(percent(), '64');
    expect(slider).toHaveValue('64');
    expect(slider).toHaveAttribute('aria-valuetext', '64 percent');
    expect(screen.getByRole('spinbutton', { name: 'Confidence in percent' })).toHaveValue(64);
  });

  it('of the middle, where the slider waits, is said by pressing it there', async () => {
    const { user } = await ready();
    await user.click(screen.getByRole('slider', { name: 'Confidence' }));
    expect(percent()).toHaveValue(50);
  });

  it('has to be said before a call is logged', async () => {
    const { user } = await ready();
    await user.click(button('Log call'));
    expect(screen.getByRole('alert')).toHaveTextContent('Say how sure you are, from 1 to 99%.');
    expect(percent()).toHaveFocus();
    expect(percent()).toHaveAccessibleDescription('Say how sure you are, from 1 to 99%.');
    expect(posted).toEqual([]);
    await expectAccessible();
    await user.type(percent(), '7');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('tags', () => {
  it('are added with a comma or Enter and removed by the keyboard', async () => {
    const { user } = await ready();
    await user.type(text('Add tags'), 'Crypto,work{Enter}later');
    await user.tab();
    expect(
      within(screen.getByRole('list', { name: 'Tags of this call' })).getAllByRole('listitem'),
    ).toHaveLength(3);
    await user.click(text('Add tags'));
    await user.keyboard('{Backspace}');
    await user.click(button('Remove the tag crypto'));
    expect(text('Add tags')).toHaveFocus();
    expect(status()).toHaveTextContent('Removed the tag crypto');
    await log(user);
    expect(posted[0]?.body).toMatchObject({ tags: ['work'] });
  });

  it('that can’t be are said to be so, and nothing is logged without them', async () => {
    const { user } = await ready();
    await user.click(text('Add tags'));
    await user.paste('x'.repeat(41));
    await log(user);
    expect(text('Add tags')).toHaveAccessibleDescription('A tag has at most 40 characters; this one has 41.');
    expect(text('Add tags')).toHaveFocus();
    expect(posted).toEqual([]);
  });
});

describe('logging', () => {
  it('sends what is on the card, goes to the call and clears the desk', async () => {
    const { user } = await ready();
    await user.click(button('Edit statement'));
    await user.clear(text('Statement'));
    await user.type(text('Statement'), 'It snows.');
    await log(user);
    await waitFor(() => expect(window.location.pathname).toBe('/calls/k3v9q2m7x0d4t8wz'));
    expect(posted).toHaveLength(1);
    expect(posted[0]?.body).toEqual({
      plan: { ...plan, prediction_statement: 'It snows.' },
      confidence: 70,
      tags: [],
      prompt: 'It rains in Paris tomorrow',
      model: 'rules (not a language model)',
      timezone: 'Europe/Paris',
    });
    expect(status()).toHaveTextContent('Logged as call 17');
    await user.click(screen.getByRole('link', { name: 'Make a call' }));
    expect(text('Your prediction')).toHaveValue('');
    expect(screen.getByRole('spinbutton', { name: 'Confidence in percent' })).toHaveValue(null);
    expect(card()).toHaveTextContent('Logged as call 17.');
    expect(within(card()).getByRole('link', { name: 'call 17' })).toBeVisible();
    await expectAccessible();
  });

  it('is done once, however often the button is pressed, and locks the plan meanwhile', async () => {
    const { user } = await ready();
    let answer: (response: Response) => void = () => undefined;
    answers.push(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await user.type(percent(), '70');
    await user.dblClick(button('Log call'));
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(button('Logging…')).toHaveAttribute('aria-disabled', 'true');
    expect(button('Edit statement')).toBeDisabled();
    expect(percent()).toBeDisabled();
    expect(status()).toHaveTextContent('Logging');
    await user.click(button('Logging…'));
    await user.click(button('Draft the plan'));
    expect(posted).toHaveLength(1);
    await act(async () => answer(logged({})));
    await waitFor(() => expect(window.location.pathname).toMatch(/^\/calls\//));
  });

  it('that the server turns down keeps everything and leads to the field', async () => {
    const { user } = await ready();
    answers.push(() =>
      Response.json(
        {
          type: '/problems/invalid',
          detail: 'plan.verification_date is not in the future.',
          errors: [{ field: 'plan.verification_date', message: 'is not in the future' }],
        },
        { status: 400 },
      ),
    );
    await log(user);
    await waitFor(() => expect(screen.getByLabelText('Date')).toHaveFocus());
    expect(screen.getByLabelText('Date')).toHaveAccessibleDescription(/The date is not in the future\./);
    expect(card()).toHaveTextContent('Something has to be put right first. Nothing was logged.');
    expect(percent()).toHaveValue(70);
    await expectAccessible();
    await user.click(button('Log call'));
    await waitFor(() => expect(posted).toHaveLength(2));
    expect(posted[1]?.key).not.toBe(posted[0]?.key);
  });

  it('whose outcome nobody knows is tried again under the same key, also after a reload', async () => {
    const { user } = await ready();
    answers.push(() => Promise.reject(new TypeError('fetch failed')));
    await log(user);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The server can’t be reached. Check the connection. Log it again when you like: it will be in the ledger once at most.',
    );
    cleanup();
    const again = open();
    expect(card()).toHaveTextContent(plan.prediction_statement);
    expect(percent()).toHaveValue(70);
    await again.user.click(button('Log call'));
    await waitFor(() => expect(posted).toHaveLength(2));
    expect(posted[1]).toEqual(posted[0]);
    await waitFor(() => expect(window.location.pathname).toMatch(/^\/calls\//));
  });

  it('after an edit of what was logged unnoticed logs nothing, says so, and can be a call of its own', async () => {
    const { user } = await ready();
    answers.push(
      () => Promise.reject(new TypeError('fetch failed')),
      () => Response.json({ type: '/problems/key-reused', call: 'k3v9q2m7x0d4t8wz' }, { status: 422 }),
    );
    await log(user);
    await screen.findByRole('alert');
    await log(user, '60');
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(
        'An earlier version of this draft is in the ledger already, as call 17. Your changes since then aren’t in it.',
      ),
    );
    expect(posted[1]?.key).toBe(posted[0]?.key);
    expect(screen.getByRole('link', { name: 'See call 17' })).toHaveAttribute(
      'href',
      '/calls/k3v9q2m7x0d4t8wz',
    );
    await expectAccessible();
    await user.click(button('Log this as another call'));
    await waitFor(() => expect(posted).toHaveLength(3));
    expect(posted[2]?.key).not.toBe(posted[0]?.key);
    expect(posted[2]?.body).toMatchObject({ confidence: 60 });
  });
});

describe('a draft that is being edited', () => {
  it('survives a reload and a look at the ledger, with what was being typed', async () => {
    const { user } = await ready();
    await user.click(button('Edit statement'));
    await user.type(text('Statement'), ' Really.');
    await user.type(text('Add tags'), 'crypto,');
    cleanup();
    const again = open();
    expect(text('Statement')).toHaveValue(`${plan.prediction_statement} Really.`);
    expect(text('Statement')).not.toHaveFocus();
    expect(button('Remove the tag crypto')).toBeVisible();
    await again.user.click(screen.getByRole('link', { name: 'Ledger' }));
    await screen.findByRole('heading', { level: 1, name: 'Ledger' });
    await again.user.click(screen.getByRole('link', { name: 'Make a call' }));
    expect(text('Statement')).toHaveValue(`${plan.prediction_statement} Really.`);
  });

  it('is put aside by another draft, and can be brought back, also after a reload', async () => {
    const { socket, user } = await ready();
    await user.click(button('Edit statement'));
    await user.type(text('Statement'), ' Really.{Control>}{Enter}{/Control}');
    await user.click(button('Draft the plan'));
    const next = runOf('r2');
    act(() => {
      socket.receive(next.processing());
      socket.receive(next.error({ retryable: false }));
    });
    expect(card()).toHaveTextContent('The draft that you changed was put aside.');
    await expectAccessible();
    await user.click(button('Bring it back'));
    expect(card()).toHaveTextContent(`${plan.prediction_statement} Really.`);
    expect(screen.queryByRole('button', { name: 'Bring it back' })).toBeNull();
    await user.click(button('Draft the plan'));
    cleanup();
    open();
    expect(card()).toHaveTextContent(`${plan.prediction_statement} Really.`);
  });
});
