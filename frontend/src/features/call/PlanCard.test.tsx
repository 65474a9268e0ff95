// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { draft, drafting, field, onAFreshPage, passMs, r1, receive, row } from './callTesting';
import { button, card, expectAccessible, open, status } from './planTesting';
import { aPlan, runOf } from './testing';

onAFreshPage();

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
