// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { draft, drafting, onAFreshPage, r1, receive, row } from './callTesting';
import { button, card, expectAccessible, status } from './planTesting';
import { runOf } from './testing';

onAFreshPage();

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
