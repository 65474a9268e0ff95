// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { draft, drafting, field, onAFreshPage, r1, receive, reload, row } from './callTesting';
import { button, card, expectAccessible, open, status } from './planTesting';
import { runOf } from './testing';

onAFreshPage();

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
