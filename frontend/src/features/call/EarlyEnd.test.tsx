// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { draft, drafting, onAFreshPage, passMs, receive, row } from './callTesting';
import { button, card, expectAccessible, status } from './planTesting';
import { runOf } from './testing';

onAFreshPage();

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
