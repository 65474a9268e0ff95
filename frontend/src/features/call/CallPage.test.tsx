// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { drafting, field, onAFreshPage, receive, row } from './callTesting';
import { button, card, expectAccessible, open, status } from './planTesting';
import { runOf } from './testing';

onAFreshPage();

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
