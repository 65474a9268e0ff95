// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  answers,
  button,
  card,
  expectAccessible,
  inAFreshTab,
  log,
  logged,
  open,
  percent,
  plan,
  posted,
  ready,
  status,
  text,
} from './planTesting';
import { runOf } from './testing';

inAFreshTab();

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
    await user.type(text('Add tags'), 'Crypto,work{Enter}later{Enter}');
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

  it('that are still being written are logged, and nothing moves while the button is pressed', async () => {
    const { user } = await ready();
    await user.type(percent(), '70');
    await user.type(text('Add tags'), 'crypto, Work');
    const before = card().innerHTML;
    await user.pointer({ keys: '[MouseLeft>]', target: button('Log call') });
    expect(text('Add tags')).not.toHaveFocus();
    expect(card().innerHTML).toBe(before);
    await user.pointer({ keys: '[/MouseLeft]', target: button('Log call') });
    await waitFor(() => expect(posted[0]?.body).toMatchObject({ tags: ['crypto', 'work'] }));
  });

  it('that are still being written outlive a reload', async () => {
    const { user } = await ready();
    await user.type(text('Add tags'), 'crypto,work');
    cleanup();
    open();
    expect(text('Add tags')).toHaveValue('work');
    expect(button('Remove the tag crypto')).toBeVisible();
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
      runId: 'r1',
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
    expect(posted.map(({ key }) => key)).toEqual(['r1', 'r1']);
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

  it('whose outcome nobody knows may have been done, which is said once another draft is there', async () => {
    const { socket, user } = await ready();
    answers.push(() => Promise.reject(new TypeError('fetch failed')));
    await log(user);
    await screen.findByRole('alert');
    await user.click(button('Draft the plan'));
    const next = runOf('r2');
    act(() => {
      socket.receive(next.processing());
      socket.receive(next.complete({ content: plan }));
    });
    expect(card()).toHaveTextContent('The draft before this one may be in the ledger already.');
    expect(within(card()).getByRole('link', { name: 'Look in the ledger' })).toHaveAttribute(
      'href',
      '/ledger',
    );
    await expectAccessible();
    cleanup();
    const again = open();
    expect(card()).toHaveTextContent('The draft before this one may be in the ledger already.');
    await again.user.click(button('Forget it'));
    expect(card()).not.toHaveTextContent('may be in the ledger');
    cleanup();
    open();
    expect(card()).toHaveTextContent(plan.prediction_statement);
    expect(card()).not.toHaveTextContent('may be in the ledger');
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
