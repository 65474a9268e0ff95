// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  button,
  card,
  expectAccessible,
  inAFreshTab,
  log,
  open,
  plan,
  posted,
  ready,
  status,
  text,
} from './planTesting';
import { runOf } from './testing';

inAFreshTab();

/** The page with a draft that was changed, and another that took its place and failed. */
async function putAside() {
  const { socket, user } = await ready();
  await user.click(button('Edit statement'));
  await user.type(text('Statement'), ' Really.{Control>}{Enter}{/Control}');
  await user.click(button('Draft the plan'));
  const next = runOf('r2');
  act(() => {
    socket.receive(next.processing());
    socket.receive(next.error({ retryable: false }));
  });
  return user;
}

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
    const user = await putAside();
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

  it('and was put aside is forgotten where that is wanted, also for the time after a reload', async () => {
    const user = await putAside();
    await user.click(button('Forget it'));
    expect(screen.queryByRole('button', { name: 'Bring it back' })).toBeNull();
    expect(screen.getByRole('heading', { name: 'Draft plan' })).toHaveFocus();
    expect(status()).toHaveTextContent('Forgotten');
    cleanup();
    open();
    expect(card()).not.toHaveTextContent('Really.');
  });
});
