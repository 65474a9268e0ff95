// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../app/App';
import type { SocketState } from '../../shared/socket';
import { Predictions } from './predictions';
import { aPlan, type HandSocket, handSocket, runOf } from './testing';

const whole = JSON.stringify(aPlan);
const r1 = '5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10';

function open(initial: SocketState = 'open') {
  const socket = handSocket(initial);
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

const field = () => screen.getByRole('textbox', { name: 'Your prediction' });
const button = (name: string) => screen.getByRole('button', { name });
const card = () => screen.getByRole('article', { name: 'Verification plan' });
const status = () => screen.getByRole('status');

/** What a row of the card says, its state included and what can be done with it left out. */
function row(label: string): string {
  const term = within(card())
    .getAllByRole('term')
    .find((element) => element.textContent?.startsWith(label));
  const said = term?.parentElement?.cloneNode(true) as HTMLElement | undefined;
  for (const button of said?.querySelectorAll('button') ?? []) {
    button.remove();
  }
  return said?.textContent ?? `no row ${label}`;
}

async function receive(socket: HandSocket, ...messages: object[]) {
  await act(async () => {
    for (const message of messages) {
      socket.receive(message);
    }
    await new Promise((done) => requestAnimationFrame(done));
  });
}

async function draft(text = 'It rains in Paris tomorrow', initial: SocketState = 'open') {
  const page = open(initial);
  await page.user.click(field());
  await page.user.paste(text);
  await page.user.click(button('Draft the plan'));
  return page;
}

async function drafting(upTo: string) {
  const page = await draft();
  const run = runOf(r1);
  await receive(
    page.socket,
    run.processing(),
    run.tool('started'),
    run.tool('done', { durationMs: 212 }),
    run.text(`Here you are:\n${whole.slice(0, whole.indexOf(upTo))}`),
  );
  return { ...page, run };
}

/** Moves the page's clock on; what waits by a timer looks at it the next time that is due. */
function passMs(ms: number) {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

async function expectAccessible() {
  // Colours and sizes need a browser that lays out; the browser tests look at those.
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

beforeEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/');
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('writing a prediction', () => {
  it('is drafted with Ctrl and Enter, or ⌘ and Enter, and not with Enter alone', async () => {
    const { socket, user } = open();
    await user.type(field(), 'It rains{Enter}today');
    expect(socket.sent).toEqual([]);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(socket.sent).toMatchObject([{ action: 'makecall', prompt: 'It rains\ntoday' }]);
    await user.keyboard('{Meta>}{Enter}{/Meta}');
    expect(socket.sent).toHaveLength(1);
  });

  it('needs words, and says so where the person is', async () => {
    const { socket, user } = open();
    await user.click(button('Draft the plan'));
    expect(field()).toHaveFocus();
    expect(field()).toBeInvalid();
    expect(field()).toHaveAccessibleDescription('Write a prediction first.');
    expect(socket.sent).toEqual([]);
    await user.type(field(), 'It');
    expect(field()).not.toBeInvalid();
    await expectAccessible();
  });

  it('counts characters near the limit and stops there with words', async () => {
    const { socket, user } = open();
    await user.click(field());
    await user.paste('x'.repeat(1800));
    expect(field()).not.toHaveAccessibleDescription();
    await user.paste('📈');
    expect(field()).toHaveAccessibleDescription('1,801 of 2,000 characters');
    await user.paste('x'.repeat(300));
    await user.click(button('Draft the plan'));
    expect(field()).toHaveAccessibleDescription('That is 101 characters too long. Shorten it to 2,000.');
    expect(socket.sent).toEqual([]);
  });

  it('may start from an example', async () => {
    const { user } = open();
    await user.type(field(), 'Something else');
    await user.click(button('It snows in Boston before Thanksgiving'));
    expect(field()).toHaveValue('It snows in Boston before Thanksgiving');
    expect(field()).toHaveFocus();
  });

  it('outlives a reload of the page', async () => {
    const { user } = open();
    await user.type(field(), 'It rains');
    cleanup();
    open();
    expect(field()).toHaveValue('It rains');
  });
});

describe('the page before the first call', () => {
  it('says what a plan consists of and offers nothing that does nothing', async () => {
    open();
    expect(row('Criteria')).toBe('CriteriaWhat makes it true, what makes it false');
    expect(
      within(screen.getByRole('main'))
        .getAllByRole('button')
        .map((each) => each.textContent),
    ).toEqual([
      'Draft the plan',
      'It snows in Boston before Thanksgiving',
      'Our team ships v2 by 30 June',
      'The Fed cuts rates at its next meeting',
    ]);
    expect(status()).toBeEmptyDOMElement();
    await expectAccessible();
  });

  it.each([
    ['unreachable', 'Can’t reach the server. Still trying.'],
    ['restarting', 'The server is restarting. Trying again…'],
    ['turnedAway', 'Too many pages are open from your network. Trying again in a while.'],
  ] as const)('says when the line is %s and tries again on request', async (line, words) => {
    const { socket, user } = open(line);
    expect(screen.getByText(words, { exact: false, ignore: '[role=status]' })).toBeVisible();
    await user.click(button('Try now'));
    expect(socket.reconnects).toBe(1);
    await waitFor(() => expect(status()).toHaveTextContent(words), { timeout: 3000 });
    act(() => socket.become('open'));
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
    await waitFor(() => expect(status()).toHaveTextContent('Connected again'), { timeout: 3000 });
  });
});

const reload = (line: SocketState = 'open') => {
  window.dispatchEvent(new Event('pagehide'));
  cleanup();
  return open(line);
};

describe('a page that was reloaded', () => {
  it('in the middle of a draft shows what was there, and goes on with it', async () => {
    const { run, user } = await drafting('lse if less');
    await user.type(field(), ', too');
    const { socket } = reload('connecting');
    expect(row('Sources')).toBe('SourcesMétéo-France observations');
    expect(card()).toHaveTextContent(/^Draft plan3 of 5 fields · \d+\.\d s/);
    expect(card()).toHaveTextContent('The connection is lost. Trying again…');
    expect(within(card()).getByText('About').parentElement).toHaveTextContent(
      /^About It rains in Paris tomorrow$/,
    );
    act(() => socket.become('open'));
    expect(socket.sent).toEqual([{ action: 'resume', runId: r1, afterSeq: 4 }, { action: 'ping' }]);
    expect(card()).toHaveTextContent('Catching up…');
    await expectAccessible();
    await receive(socket, { type: 'pong' }, run.text('lse if less'));
    expect(row('Criteria')).toContain('False if less');
    expect(card()).toHaveTextContent('Each field appears as it is written.');
    await receive(socket, run.complete());
    expect(card()).toHaveTextContent('5 of 5 fields');
    expect(card()).not.toHaveTextContent('First words after');
  });

  it('while its draft was asked for asks again, as the same request', async () => {
    await draft();
    const { socket } = reload();
    expect(socket.sent).toMatchObject([
      { action: 'makecall', prompt: 'It rains in Paris tomorrow', requestId: 'request-1' },
    ]);
  });

  it('long after that doesn’t, but offers to', async () => {
    await draft();
    window.dispatchEvent(new Event('pagehide'));
    cleanup();
    const kept = JSON.parse(sessionStorage.getItem('calledit.underway') ?? '');
    const early = JSON.stringify({ ...kept, leftAt: kept.leftAt - 3_600_000 });
    sessionStorage.setItem('calledit.underway', early);
    const { socket, user } = open();
    expect(socket.sent).toEqual([]);
    expect(card()).toHaveTextContent('The server doesn’t have this draft any more.');
    await user.click(button('Draft again'));
    expect(socket.sent).toMatchObject([{ action: 'makecall', prompt: 'It rains in Paris tomorrow' }]);
  });

  it('keeps what had arrived of a draft that the server has forgotten, and offers to draft it again', async () => {
    await drafting('lse if less');
    const { socket, user } = reload();
    await receive(socket, { type: 'error', message: 'Not known.', code: 'unknown_run', retryable: false });
    expect(row('Sources')).toBe('SourcesMétéo-France observations');
    expect(card()).toHaveTextContent(
      'The server doesn’t have this draft any more. What had arrived is kept.',
    );
    expect(status()).toHaveTextContent('The server doesn’t have this draft any more');
    expect(window.location.search).toBe('');
    await expectAccessible();
    await user.click(button('Draft again'));
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall', prompt: 'It rains in Paris tomorrow' });
    expect(button('Stop')).toHaveFocus();
  });

  it.each([
    [
      'was stopped',
      'Stopped while there was no connection. What had arrived is kept.',
      'Draft again',
      (run: ReturnType<typeof runOf>) => run.stopped(),
    ],
    [
      'failed',
      'The model took too long to answer. Try again.What had arrived is kept.',
      'Try again',
      (run: ReturnType<typeof runOf>) => run.error(),
    ],
    [
      'went with a restart of the server',
      'The server doesn’t have this draft any more. What had arrived is kept.',
      'Draft again',
      () => ({ type: 'error', message: 'Not known.', code: 'unknown_run', retryable: false }),
    ],
  ])('shows what had arrived of a draft that %s, how it ended and the way on', async (_, words, way, end) => {
    const { socket, run } = await drafting('lse if less');
    act(() => socket.become('connecting'));
    act(() => socket.become('open'));
    await receive(socket, end(run));
    expect(card()).toHaveTextContent(words);
    const took = /\d+\.\d s/.exec(card().textContent ?? '')?.[0];
    const again = reload('connecting');
    expect(card()).toHaveTextContent(words);
    expect(card()).toHaveTextContent(`3 of 5 fields · ${took}`);
    expect(row('Statement')).toBe('StatementIt rains in Paris on 23 November 2026.');
    expect(row('Criteria')).toBe('Criteria, unfinishedTrue if at least 0.1 mm of rain is recordedFa');
    expect(screen.getByText('Checked the time in Paris')).toBeVisible();
    await expectAccessible();
    act(() => again.socket.become('open'));
    expect(again.socket.sent).toEqual([]);
    reload();
    expect(card()).toHaveTextContent(words);
    const last = reload();
    await last.user.click(button(way));
    expect(last.socket.sent).toMatchObject([{ action: 'makecall', prompt: 'It rains in Paris tomorrow' }]);
    await receive(last.socket, runOf('r2').processing());
    cleanup();
    window.history.replaceState(null, '', '/');
    open();
    expect(card()).toHaveTextContent('Your plan appears here');
  });

  it('asks once more for a run that it had given up on, and keeps what had arrived until then', async () => {
    const { socket, run } = await drafting('lse if less');
    act(() => socket.become('connecting'));
    act(() => socket.become('open'));
    await receive(socket, { type: 'error', message: 'Sign in.', code: 'unauthorized', retryable: false });
    expect(screen.getByRole('alert')).toHaveTextContent('Sign in.');
    const again = reload();
    expect(row('Sources')).toBe('SourcesMétéo-France observations');
    expect(again.socket.sent).toEqual([{ action: 'resume', runId: r1, afterSeq: 4 }, { action: 'ping' }]);
    await receive(again.socket, { type: 'pong' }, run.complete());
    expect(card()).toHaveTextContent('5 of 5 fields');
  });

  it('shows the draft that its address names rather than one that is gone', async () => {
    const { socket } = await drafting('lse if less');
    act(() => socket.become('connecting'));
    act(() => socket.become('open'));
    await receive(socket, { type: 'error', message: 'Not known.', code: 'unknown_run', retryable: false });
    const other = '00000000-0000-4000-8000-000000000002';
    window.history.replaceState(null, '', `/?run=${other}`);
    const { socket: next } = reload();
    expect(next.sent).toEqual([{ action: 'resume', runId: other, afterSeq: 0 }, { action: 'ping' }]);
  });
});

describe('the address', () => {
  const address = () => window.location.pathname + window.location.search;

  it('is that of the run from its first frame on, and adds nothing to the way back', async () => {
    const steps = window.history.length;
    const { socket, run } = await drafting('lse if less');
    expect(address()).toBe(`/?run=${r1}`);
    await receive(socket, run.complete());
    expect(address()).toBe(`/?run=${r1}`);
    expect(window.history.length).toBe(steps);
  });

  it('is that of the next run once there is one', async () => {
    const { socket, user, run } = await drafting('lse if less');
    await receive(socket, run.complete());
    await user.type(field(), ', too');
    await user.click(button('Draft the plan'));
    expect(address()).toBe('/');
    await receive(socket, runOf('r2').processing());
    expect(address()).toBe('/?run=r2');
  });

  it('of a first draft stays in the way back of a second, and shows the first again', async () => {
    const { socket, user, run } = await drafting('lse if less');
    await receive(socket, run.complete());
    const steps = window.history.length;
    await user.type(field(), ', too');
    await user.click(button('Draft the plan'));
    const other = '00000000-0000-4000-8000-000000000002';
    const second = runOf(other);
    await receive(socket, second.processing(), second.text('{"prediction_statement":"It snows."'));
    expect(address()).toBe(`/?run=${other}`);
    expect(window.history.length).toBe(steps + 1);
    window.history.back();
    await waitFor(() => expect(address()).toBe(`/?run=${r1}`), { timeout: 3000 });
    expect(socket.sent.at(-2)).toEqual({ action: 'resume', runId: r1, afterSeq: 0 });
    expect(socket.sent).not.toContainEqual({ action: 'stop', runId: other });
    const again = runOf(r1);
    await receive(socket, second.text('"'), again.processing(), again.complete(), { type: 'pong' });
    expect(card()).toHaveTextContent('5 of 5 fields');
    expect(row('Statement')).toBe('StatementIt rains in Paris on 23 November 2026.');
    window.history.forward();
    await waitFor(() => expect(address()).toBe(`/?run=${other}`), { timeout: 3000 });
    expect(socket.sent.at(-2)).toEqual({ action: 'resume', runId: other, afterSeq: 0 });
    const rest = runOf(other);
    await receive(socket, rest.processing(), rest.text('{"prediction_statement":"It snows."'));
    expect(row('Statement')).toBe('StatementIt snows.');
  });

  it('of a draft that was changed brings that back with the changes', async () => {
    const { socket, user, run } = await drafting('lse if less');
    await receive(socket, run.complete());
    await user.click(button('Edit statement'));
    await user.type(
      screen.getByRole('textbox', { name: 'Statement' }),
      ' Really.{Control>}{Enter}{/Control}',
    );
    await user.click(button('Draft the plan'));
    const other = '00000000-0000-4000-8000-000000000002';
    await receive(socket, runOf(other).processing());
    const asked = socket.sent.length;
    window.history.back();
    await waitFor(() => expect(row('Statement')).toContain('Really.'), { timeout: 3000 });
    expect(address()).toBe(`/?run=${r1}`);
    expect(socket.sent).toHaveLength(asked);
    expect(screen.queryByRole('button', { name: 'Bring it back' })).toBeNull();
  });

  it('opened in another tab shows the same draft, live', async () => {
    window.history.replaceState(null, '', `/?run=${r1}`);
    const { socket } = open('connecting');
    expect(card()).toHaveTextContent('Opening the draft…');
    expect(button('Stop')).toBeVisible();
    act(() => socket.become('open'));
    expect(socket.sent).toEqual([{ action: 'resume', runId: r1, afterSeq: 0 }, { action: 'ping' }]);
    const run = runOf(r1);
    await receive(socket, run.processing(), run.text(whole.slice(0, 80)), { type: 'pong' });
    expect(field()).toHaveValue('It rains in Paris tomorrow');
    expect(row('Statement')).toBe('StatementIt rains in Paris on 23 November 2026.');
    expect(card()).toHaveTextContent(/^Draft plan1 of 5 fieldsWriting the plan/);
    await expectAccessible();
    await receive(socket, run.complete());
    expect(card()).toHaveTextContent('5 of 5 fields');
    expect(card()).not.toHaveTextContent('First words after');
  });

  it('opened in another tab can stop the run', async () => {
    window.history.replaceState(null, '', `/?run=${r1}`);
    const { socket, user } = open();
    const run = runOf(r1);
    await receive(socket, run.processing(), { type: 'pong' });
    await user.click(button('Stop'));
    expect(socket.sent.at(-1)).toEqual({ action: 'stop', runId: r1 });
    await receive(socket, run.stopped());
    expect(card()).toHaveTextContent('Stopped before anything was written.');
  });

  it('leaves alone what was written in that tab', async () => {
    sessionStorage.setItem('calledit.prediction', 'It snows');
    window.history.replaceState(null, '', `/?run=${r1}`);
    const { socket } = open();
    await receive(socket, runOf(r1).processing(), { type: 'pong' });
    expect(field()).toHaveValue('It snows');
    expect(within(card()).getByText('About').parentElement).toHaveTextContent('It rains in Paris tomorrow');
  });

  it('of a draft that isn’t there any more says so and is cleaned', async () => {
    window.history.replaceState(null, '', `/?run=${r1}`);
    const { socket, user } = open();
    await receive(socket, { type: 'error', message: 'Not known.', code: 'unknown_run', retryable: false });
    expect(card()).toHaveTextContent('The server doesn’t have this draft any more.');
    expect(screen.queryByRole('button', { name: 'Draft again' })).toBeNull();
    expect(address()).toBe('/');
    await expectAccessible();
    await user.type(field(), 'It snows');
    await user.click(button('Draft the plan'));
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall', prompt: 'It snows' });
  });

  it('that can’t be a run’s is cleaned as well, and nobody is asked for it', async () => {
    window.history.replaceState(null, '', '/?run=%3Cb%3E');
    const { socket } = open();
    expect(card()).toHaveTextContent('The server doesn’t have this draft any more.');
    expect(address()).toBe('/');
    expect(socket.sent).toEqual([]);
  });
});

describe('a plan that is being drafted', () => {
  it('fills field by field, each with its state', async () => {
    await drafting('lse if less');
    expect(card()).toHaveAttribute('aria-busy', 'true');
    expect(card()).toHaveTextContent('3 of 5 fields');
    expect(row('Statement')).toBe('StatementIt rains in Paris on 23 November 2026.');
    expect(row('Due')).toMatch(/^DueMon 23 Nov 2026, 23:59 Europe\/Paris, /);
    expect(row('Sources')).toBe('SourcesMétéo-France observations');
    expect(row('Criteria')).toBe('Criteria, being writtenTrue if at least 0.1 mm of rain is recordedFa');
    expect(row('Steps')).toBe('Steps, not written yet');
    expect(screen.getByText('Checked the time in Paris')).toHaveTextContent(
      'Checked the time in Paris 0.2 s',
    );
    await expectAccessible();
  });

  it('has Stop where the main button was, and the focus stays', async () => {
    const { socket, user, run } = await drafting('lse if less');
    expect(button('Stop')).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Draft the plan' })).toBeNull();
    await user.click(button('Stop'));
    expect(socket.sent.at(-1)).toEqual({ action: 'stop', runId: r1 });
    expect(within(card()).getByText('Stopping.')).toBeVisible();
    await receive(socket, run.stopped());
    expect(button('Draft the plan')).toHaveFocus();
  });

  it('isn’t stopped by the second half of a double click', async () => {
    const { socket, user } = open();
    await user.type(field(), 'It rains');
    await user.dblClick(button('Draft the plan'));
    expect(socket.sent.map((message) => message.action)).toEqual(['makecall']);
    expect(button('Stop')).toBeVisible();
  });

  it('is stopped with Escape', async () => {
    const { socket, user } = await drafting('lse if less');
    await user.keyboard('{Escape}');
    expect(socket.sent.at(-1)).toEqual({ action: 'stop', runId: r1 });
  });

  it('doesn’t draw a finished field again for the words of another', async () => {
    const { socket, run } = await drafting('lse if less');
    const dated = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    await receive(socket, run.text('lse'));
    await receive(socket, run.text(' if less'));
    expect(row('Criteria')).toContain('False if less');
    expect(dated).not.toHaveBeenCalled();
  });

  it('may lack a part on the way, which is asked for and put in its place', async () => {
    const { socket, run } = await drafting('lse if less');
    const missed = run.text('lse if less');
    const next = run.text(' is recorded"]');
    await receive(socket, next);
    expect(row('Criteria')).toBe('Criteria, being writtenTrue if at least 0.1 mm of rain is recordedFa');
    expect(socket.sent.slice(1)).toEqual([{ action: 'resume', runId: r1, afterSeq: 4 }, { action: 'ping' }]);
    expect(card()).toHaveTextContent('Catching up…');
    await receive(socket, missed, next, { type: 'pong' });
    expect(row('Criteria')).toBe(
      'CriteriaTrue if at least 0.1 mm of rain is recordedFalse if less is recorded',
    );
    expect(card()).toHaveTextContent('Each field appears as it is written.');
  });

  it('says that the model is busy and when it is asked again, until it has been', async () => {
    const { socket } = await draft();
    const run = runOf(r1);
    await receive(socket, run.processing(), run.retrying(600_000));
    expect(card()).toHaveTextContent(/The model is busy\. Trying again in (10|9) min \d\d s \(try 2\)\.$/);
    expect(status()).toHaveTextContent('The model is busy. Trying again in 2 s.');
    await expectAccessible();
    passMs(600_000);
    await waitFor(() => expect(card()).toHaveTextContent('Asking the model once more (try 2).'), {
      timeout: 3000,
    });
    await receive(socket, run.text('{'));
    expect(card()).toHaveTextContent('Each field appears as it is written.');
  });

  it('may be begun anew, which is said, and takes nothing over', async () => {
    const { socket, run } = await drafting('lse if less');
    await receive(socket, run.repairing());
    expect(row('Statement')).toBe('Statement, not written yet');
    expect(card()).toHaveTextContent(
      'That wasn’t a plan that could be checked. The model is writing it anew.',
    );
    expect(status()).toHaveTextContent('The model is writing it anew.');
    expect(screen.getByText('Checked the time in Paris')).toBeVisible();
    await expectAccessible();
    await receive(socket, run.text('{"prediction_statement": "It snows.", '));
    expect(row('Statement')).toBe('StatementIt snows.');
  });

  it('says that a tool failed', async () => {
    const { socket, run } = await drafting('"verification_date"');
    await receive(socket, run.tool('failed', { id: 'call-2', name: 'days_between', durationMs: 3 }));
    expect(screen.getByText('Couldn’t count the days')).toHaveTextContent('3 ms');
  });

  it('is announced by its state and its fields, never by its words', async () => {
    await drafting('lse if less');
    expect(status()).toHaveTextContent(/^(Drafting|Statement, Due and Sources done)$/);
    expect(card().querySelector('[aria-live], [role=status], [role=alert]')).toBeNull();
  });

  it('shows a model’s markup as the text it is', async () => {
    const page = await draft();
    const run = runOf(r1);
    await receive(
      page.socket,
      run.processing(),
      run.text('{"prediction_statement":"<img src=x onerror=alert(1)>'),
    );
    expect(row('Statement')).toContain('<img src=x onerror=alert(1)>');
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('a plan that is ready', () => {
  it('is shown in full, with what it assumes and who wrote it', async () => {
    const { socket, run } = await drafting('lse if less');
    await receive(socket, run.modelDone(), run.complete());
    expect(card()).toHaveAttribute('aria-busy', 'false');
    expect(card()).toHaveTextContent('5 of 5 fields');
    expect(row('Steps')).toBe('StepsLook up the daily total');
    expect(row('Assumed')).toBe('AssumedParis means the Montsouris station.');
    expect(card()).toHaveTextContent('Drafted by CalledIt’s built-in rules, not a language model');
    expect(card()).toHaveTextContent(/First words after \d/);
    expect(status()).toHaveTextContent(/^Plan ready$/);
    await expectAccessible();
  });

  it('names the model and what it used', async () => {
    const { socket, run } = await drafting('lse if less');
    await receive(
      socket,
      run.complete({ model: 'anthropic.claude-sonnet-4', usage: { inputTokens: 1812, outputTokens: 240 } }),
    );
    expect(card()).toHaveTextContent('Drafted by anthropic.claude-sonnet-4');
    expect(card()).toHaveTextContent('1,812 tokens in, 240 out');
  });

  it('is the validated one, whatever had been streamed', async () => {
    const { socket, run } = await drafting('lse if less');
    await receive(
      socket,
      run.complete({ content: { ...aPlan, prediction_statement: 'It rains in Lyon.', assumptions: [] } }),
    );
    expect(row('Statement')).toBe('StatementIt rains in Lyon.');
    expect(row('Assumed')).toBe('AssumedNothing is assumed');
  });
});

describe('a run that ends early', () => {
  it('by a stop keeps what arrived and can be drafted again', async () => {
    const { socket, user, run } = await drafting('lse if less');
    await user.click(button('Stop'));
    await receive(socket, run.stopped());
    expect(card()).toHaveTextContent('Stopped. What had arrived is kept.');
    expect(row('Criteria')).toBe('Criteria, unfinishedTrue if at least 0.1 mm of rain is recordedFa');
    expect(row('Steps')).toBe('Steps, not written yetNot written');
    expect(status()).toHaveTextContent(/^Stopped$/);
    await expectAccessible();
    await user.click(button('Draft again'));
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall', requestId: 'request-2' });
    expect(button('Stop')).toHaveFocus();
  });

  it('by an error says so at once, keeps what arrived and can be tried again', async () => {
    const { socket, user, run } = await drafting('lse if less');
    await receive(socket, run.error());
    expect(screen.getByRole('alert')).toHaveTextContent('The model took too long to answer. Try again.');
    expect(row('Sources')).toBe('SourcesMétéo-France observations');
    expect(status()).toBeEmptyDOMElement();
    await expectAccessible();
    await user.click(button('Try again'));
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall', prompt: 'It rains in Paris tomorrow' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('by an error that would come again offers no second try', async () => {
    const { socket, run } = await drafting('lse if less');
    await receive(socket, run.error({ message: 'The model would not answer this.', retryable: false }));
    expect(screen.getByRole('alert')).toHaveTextContent('The model would not answer this.');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(button('Draft the plan')).toBeVisible();
  });

  it('before it was a run has its words and a blank sheet', async () => {
    const { socket } = await draft();
    await receive(socket, {
      type: 'error',
      message: 'Too many plans. Wait a minute.',
      code: 'rate_limited',
      retryable: true,
    });
    expect(screen.getByRole('alert')).toHaveTextContent('Too many plans. Wait a minute.');
    expect(row('Steps')).toBe('StepsHow to check it');
    expect(button('Try again')).toBeVisible();
  });

  it('doesn’t claim to keep words that the card never showed', async () => {
    const { socket, run, user } = await drafting('{');
    await receive(socket, run.error());
    expect(card()).not.toHaveTextContent('What had arrived is kept.');
    await user.click(button('Try again'));
    const stopped = runOf('r2');
    await receive(socket, stopped.processing(), stopped.text('Let me think.'), stopped.stopped());
    expect(card()).toHaveTextContent('Stopped before any field was written.');
  });

  it('by an error that says when to come back offers the way on from then', async () => {
    const { socket, user } = await draft();
    await receive(socket, {
      ...{ type: 'error', message: 'That is a lot of plans. Try again in a moment.', code: 'rate_limited' },
      ...{ retryable: true, retryAfterMs: 65_000 },
    });
    expect(screen.getByRole('alert')).toHaveTextContent(/^That is a lot of plans\. Try again in a moment\.$/);
    expect(button('Try again')).toHaveAttribute('aria-disabled', 'true');
    expect(button('Try again')).toHaveAccessibleDescription(/^in 1 min 0\d s$/);
    expect(card().textContent?.match(/1 min 0\d s/g)).toHaveLength(1);
    await expectAccessible();
    await user.click(button('Try again'));
    expect(socket.sent).toHaveLength(1);
    passMs(65_000);
    await waitFor(() => expect(button('Try again')).toHaveAttribute('aria-disabled', 'false'), {
      timeout: 3000,
    });
    // Said at a measured pace, so it may come a moment after the button.
    await waitFor(() => expect(status()).toHaveTextContent('You can try again now'), { timeout: 3000 });
    await user.click(button('Try again'));
    expect(socket.sent).toHaveLength(2);
  });
});

describe('a connection that is lost in the middle of a draft', () => {
  it('is said, and what arrived stays; once it is back the draft goes on', async () => {
    const { socket, run } = await drafting('lse if less');
    act(() => socket.become('connecting'));
    expect(card()).toHaveTextContent('The connection is lost. Trying again…');
    expect(row('Statement')).toBe('StatementIt rains in Paris on 23 November 2026.');
    expect(button('Stop')).toBeVisible();
    await expectAccessible();
    await waitFor(() => expect(status()).toHaveTextContent('The connection is lost. Trying again.'), {
      timeout: 3000,
    });
    act(() => socket.become('open'));
    expect(socket.sent.slice(1)).toEqual([{ action: 'resume', runId: r1, afterSeq: 4 }, { action: 'ping' }]);
    expect(card()).toHaveTextContent('Catching up…');
    await receive(socket, run.text('lse if less'), { type: 'pong' });
    expect(row('Criteria')).toContain('False if less');
    await waitFor(() => expect(status()).toHaveTextContent('Connected again'), { timeout: 3000 });
    await receive(socket, run.complete());
    expect(card()).toHaveTextContent('5 of 5 fields');
    expect(socket.sent.filter(({ action }) => action === 'makecall')).toHaveLength(1);
  });

  it('leaves the way open to stop, which reaches the run when it is back', async () => {
    const { socket, user } = await drafting('lse if less');
    act(() => socket.become('unreachable'));
    expect(card()).toHaveTextContent('Can’t reach the server. Still trying.');
    await user.click(button('Stop'));
    expect(card()).toHaveTextContent('Stopped. What had arrived is kept.');
    act(() => socket.become('open'));
    expect(socket.sent.slice(1)).toEqual([{ action: 'stop', runId: r1 }]);
  });

  it('that is open, but on which nobody answers, is no waiting for the model', async () => {
    const { socket, user } = await drafting('lse if less');
    act(() => socket.become('unanswered'));
    expect(card()).toHaveTextContent('The server doesn’t answer. Still waiting…');
    expect(row('Statement')).toBe('StatementIt rains in Paris on 23 November 2026.');
    await expectAccessible();
    await user.click(button('Try now'));
    expect(socket.reconnects).toBe(1);
    act(() => socket.become('open'));
    expect(card()).toHaveTextContent('Each field appears as it is written.');
    expect(socket.sent).toHaveLength(1);
  });

  it('may have lasted too long, and then the draft was stopped', async () => {
    const { socket, run } = await drafting('lse if less');
    act(() => socket.become('unreachable'));
    act(() => socket.become('open'));
    await receive(socket, run.stopped());
    expect(card()).toHaveTextContent('Stopped while there was no connection. What had arrived is kept.');
    expect(button('Draft again')).toBeVisible();
  });

  it('as the server restarts is told so, and what it forgot can be drafted again', async () => {
    const { socket, user } = await drafting('lse if less');
    act(() => socket.become('restarting'));
    expect(card()).toHaveTextContent('The server is restarting. Trying again…');
    act(() => socket.become('open'));
    await receive(socket, { type: 'error', message: 'Not known.', code: 'unknown_run', retryable: false });
    expect(card()).toHaveTextContent(
      'The server doesn’t have this draft any more. What had arrived is kept.',
    );
    await user.click(button('Draft again'));
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall', requestId: 'request-2' });
  });
});

describe('a draft that a restart of the server ended', () => {
  it('waits for the server, and says no longer that it restarts once it is back', async () => {
    const { socket, user, run } = await drafting('lse if less');
    await receive(
      socket,
      run.error({
        ...{ message: 'The service is being restarted. Try again in a moment.', code: 'shutting_down' },
        retryAfterMs: 30_000,
      }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent('The service is being restarted.');
    expect(button('Try again')).toHaveAttribute('aria-disabled', 'true');
    act(() => socket.become('restarting'));
    expect(screen.getByRole('alert')).toHaveTextContent('The service is being restarted.');
    act(() => socket.become('open'));
    expect(screen.getByRole('alert')).toHaveTextContent(/^The server was restarted, and is back\.$/);
    expect(document.body).not.toHaveTextContent(/restarting|being restarted/);
    expect(row('Sources')).toBe('SourcesMétéo-France observations');
    await user.click(button('Try again'));
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall', prompt: 'It rains in Paris tomorrow' });
  });
});

describe('a card whose prediction is no longer the field’s', () => {
  it('says which one it is about, for as long as they differ', async () => {
    const { user } = await drafting('lse if less');
    expect(within(card()).queryByText('About')).toBeNull();
    await user.type(field(), ', too');
    expect(within(card()).getByText('About').parentElement).toHaveTextContent(
      /^About It rains in Paris tomorrow$/,
    );
    await expectAccessible();
    await user.clear(field());
    await user.paste('It rains in Paris tomorrow ');
    expect(within(card()).queryByText('About')).toBeNull();
  });

  it('is tried again with its own prediction, and the main button drafts the field’s', async () => {
    const { socket, user, run } = await drafting('lse if less');
    await receive(socket, run.error());
    await user.clear(field());
    await user.paste('It snows in Lyon');
    await user.click(button('Try again'));
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall', prompt: 'It rains in Paris tomorrow' });
    expect(field()).toHaveValue('It snows in Lyon');
    const second = runOf('r2');
    await receive(socket, second.processing(), second.error());
    await user.click(button('Draft the plan'));
    expect(socket.sent.at(-1)).toMatchObject({ action: 'makecall', prompt: 'It snows in Lyon' });
    expect(within(card()).queryByText('About')).toBeNull();
  });
});

describe('a call without a connection', () => {
  it('says that the server can’t be reached, goes on trying, and can be stopped', async () => {
    const { socket, user } = await draft('It rains', 'unreachable');
    expect(card()).toHaveTextContent('Can’t reach the server. Still trying.');
    await expectAccessible();
    await user.click(button('Try now'));
    expect(socket.reconnects).toBe(1);
    await user.click(button('Stop'));
    expect(card()).toHaveTextContent('Stopped before anything was written.');
    act(() => socket.become('open'));
    expect(socket.sent).toEqual([]);
  });

  it('says that the browser is offline where it is, and that it is sent then', async () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const { socket } = await draft('It rains', 'connecting');
    expect(card()).toHaveTextContent('To be sent once there is a connection');
    expect(card()).toHaveTextContent('You are offline. Trying again once you are back.');
    await expectAccessible();
    online.mockReturnValue(true);
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    expect(card()).not.toHaveTextContent('You are offline.');
    expect(card()).toHaveTextContent('Connecting.');
    act(() => socket.become('open'));
    expect(card()).toHaveTextContent('Sent to the planner');
    await receive(socket, runOf(r1).processing());
    expect(card()).toHaveTextContent('Reading the prediction');
  });

  it('is made when the connection is there', async () => {
    const { socket } = await draft('It rains', 'unreachable');
    expect(card()).toHaveTextContent('To be sent once there is a connection');
    act(() => socket.become('open'));
    expect(socket.sent).toMatchObject([{ action: 'makecall', prompt: 'It rains' }]);
    expect(card()).toHaveTextContent('Waiting for the planner.');
  });
});
