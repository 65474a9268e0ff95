// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { drafting, field, onAFreshPage, r1, receive, row, whole } from './callTesting';
import { button, card, expectAccessible, open } from './planTesting';
import { runOf } from './testing';

onAFreshPage();

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
