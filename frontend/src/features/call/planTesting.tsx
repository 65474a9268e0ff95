/** What the tests of the page share: the page, with a finished plan on it where wanted, and a service that answers as it is told. */
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { App } from '../../app/App';
import type { SocketState } from '../../shared/socket';
import { Predictions } from './predictions';
import { aPlan, handSocket, inOrder, runOf } from './testing';

export const future = `${new Date().getUTCFullYear() + 2}-06-30T23:59:59+02:00`;
export const plan = { ...aPlan, verification_date: future };

/** What was posted, in order, and what is answered to it. */
export let posted: { key: string | null; body: Record<string, unknown> }[];
export let answers: ((body: Record<string, unknown>) => Response | Promise<Response>)[];

/** The answer to a call that was logged: the call as the service gives it. */
export const logged = (body: Record<string, unknown>, status = 201) => {
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

export function open(initial: SocketState = 'open') {
  const socket = handSocket(initial);
  const predictions = new Predictions({
    socket,
    now: () => performance.now(),
    newId: inOrder('request'),
    timezone: () => 'Europe/Paris',
  });
  render(<App predictions={predictions} socket={socket} />);
  return { socket, user: userEvent.setup() };
}

/** The page with a finished plan on it. */
export async function ready() {
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

export const button = (name: string | RegExp) => screen.getByRole('button', { name });
export const text = (name: string | RegExp) => screen.getByRole('textbox', { name });
export const card = () => screen.getByRole('article', { name: 'Verification plan' });
export const percent = () => within(card()).getByRole('spinbutton', { name: 'How sure, in percent' });
export const status = () => screen.getByRole('status');

/** Says how sure, and logs. */
export async function log(user: ReturnType<typeof userEvent.setup>, confidence = '70') {
  await user.clear(percent());
  await user.type(percent(), confidence);
  await user.click(button('Log call'));
}

export async function expectAccessible() {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

/** Gives each test a fresh tab at the page's first address, and a service that logs whatever it is sent. */
export function inAFreshTab() {
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
}
