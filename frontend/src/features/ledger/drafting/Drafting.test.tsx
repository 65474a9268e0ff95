// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { Fragment, StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../../../shared/api/queries';
import type { Call, Transcript } from '../../../shared/api/types';
import { aCall } from '../testing';
import { Drafting } from './Drafting';
import { aTranscript, hashOf, loggedWith, pieces, plan, textOf } from './testing';

let asked: string[] = [];

function show(call: Call, answer: () => Response, Mode: typeof Fragment | typeof StrictMode = Fragment) {
  asked = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(new URL(request.url).pathname);
    return answer();
  });
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  const { container } = render(
    <Mode>
      <QueryClientProvider client={client}>
        <main>
          <Drafting call={call} />
        </main>
      </QueryClientProvider>
    </Mode>,
  );
  return container.querySelector('main');
}

const given = (text: string) => () =>
  new Response(text, { headers: { 'Content-Type': 'application/json;charset=UTF-8' } });

async function open(transcript: Transcript, fields: Partial<Call> = {}) {
  const text = textOf(transcript);
  show(loggedWith(hashOf(text), fields), given(text));
  await userEvent.click(screen.getByText('How this plan was drafted'));
  return screen.findByRole('region', { name: 'Replay' });
}

/** What the page has for motion, as far as the tests need it. */
function wantsStillness(still: boolean) {
  vi.stubGlobal('matchMedia', () => ({
    matches: still,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
}

const slider = () => screen.getByRole('slider', { name: 'Moment of the draft' });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('how a plan was drafted', () => {
  it('isn’t fetched before somebody wants to know', async () => {
    const text = textOf(aTranscript());
    show(loggedWith(hashOf(text)), given(text));
    expect(screen.getByText('How this plan was drafted')).toBeVisible();
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByText('How this plan was drafted'));
    await screen.findByRole('region', { name: 'Replay' });
    expect(asked).toEqual(['/api/calls/k3v9abcdefghjkmn/transcript']);
  });

  it('opens also where what may have no side effects is run twice', async () => {
    const text = textOf(aTranscript());
    show(loggedWith(hashOf(text)), given(text), StrictMode);
    await userEvent.click(screen.getByText('How this plan was drafted'));
    expect(await screen.findByRole('region', { name: 'Replay' })).toBeVisible();
  });

  it('stays as it was when it is closed and opened again', async () => {
    await open(aTranscript());
    fireEvent.change(slider(), { target: { value: '1200' } });
    const summary = screen.getByText('How this plan was drafted');
    await userEvent.click(summary);
    await userEvent.click(summary);
    expect(await screen.findByRole('slider')).toHaveAttribute('aria-valuetext', '1.2 s of 4.1 s');
    expect(asked).toHaveLength(1);
  });

  it('is all there at once, with its times, and what was found of it', async () => {
    const replay = await open(aTranscript());
    expect(screen.getByText('a model')).toBeVisible();
    expect(screen.getByText('first words after 0.8 s')).toBeVisible();
    expect(screen.getByText('4.1 s in all')).toBeVisible();
    expect(screen.getByText('1,234 tokens in, 340 out')).toBeVisible();
    expect(screen.getByText('As it was drafted, word for word.')).toBeVisible();
    expect(screen.getByText(/This browser found that it is the transcript that entry 30/)).toBeVisible();
    expect(
      within(screen.getByRole('list', { name: 'What happened' }))
        .getAllByRole('listitem')
        .map((line) => line.textContent),
    ).toEqual(['0.4 sChecked the time in Paris 12 ms', '4.1 sPlan ready']);
    expect(replay).toHaveTextContent(`Statement finished at 0.8 s${plan.prediction_statement}`);
    expect(replay).toHaveTextContent('Steps finished at 4.0 sLook up the daily total');
    expect(slider()).toHaveAttribute('aria-valuetext', '4.1 s of 4.1 s');
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('gives its times in words, and exactly to whoever wants to know', async () => {
    const replay = await open(aTranscript());
    const due = within(replay).getByTitle(plan.verification_date);
    expect(due.tagName).toBe('TIME');
    expect(due).toHaveAttribute('datetime', plan.verification_date);
    expect(due).toHaveTextContent(/^\w{3} \d{1,2} \w{3} \d{4}, \d{2}:\d{2} \S+$/);
    expect(screen.getByTitle('2026-11-22T17:18:00.250Z')).toHaveTextContent(/^22 Nov 2026, \d{2}:\d{2}$/);
    expect(document.body).not.toHaveTextContent(/\d{4}-\d{2}-\d{2}T/);
  });

  it('can be gone through by hand', async () => {
    const replay = await open(aTranscript());
    fireEvent.change(slider(), { target: { value: '1200' } });
    expect(slider()).toHaveAttribute('aria-valuetext', '1.2 s of 4.1 s');
    expect(replay).toHaveTextContent(plan.prediction_statement);
    expect(replay).not.toHaveTextContent('Look up the daily total');
    expect(replay).not.toHaveTextContent('Plan ready');
    fireEvent.change(slider(), { target: { value: '0' } });
    expect(replay).not.toHaveTextContent(plan.prediction_statement);
  });

  it('shows the planner’s own words, and ends with all of them', async () => {
    await open(aTranscript());
    await userEvent.click(screen.getByRole('button', { name: 'Show the planner’s own words' }));
    const words = screen.getByRole('region', { name: 'The planner’s words' });
    expect(words.textContent).toBe(pieces.join(''));
    fireEvent.change(slider(), { target: { value: '800' } });
    expect(words.textContent).toBe(pieces[0]);
  });

  it('is played at the pace at which it came, and can be paused', async () => {
    const replay = await open(aTranscript());
    vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] });
    fireEvent.click(screen.getByRole('button', { name: 'Play' }));
    expect(replay).not.toHaveTextContent(plan.prediction_statement);
    act(() => void vi.advanceTimersByTime(1000));
    expect(replay).toHaveTextContent(plan.prediction_statement);
    expect(replay).not.toHaveTextContent('Plan ready');
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    const stood = slider().getAttribute('aria-valuetext');
    act(() => void vi.advanceTimersByTime(5000));
    expect(slider()).toHaveAttribute('aria-valuetext', stood);
    fireEvent.click(screen.getByRole('button', { name: 'Play' }));
    act(() => void vi.advanceTimersByTime(5000));
    expect(replay).toHaveTextContent('Plan ready');
    expect(screen.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  it('isn’t played for those who want no motion; they have it all, and the slider', async () => {
    wantsStillness(true);
    const replay = await open(aTranscript());
    expect(screen.queryByRole('button', { name: 'Play' })).toBeNull();
    expect(replay).toHaveTextContent('Plan ready');
    expect(slider()).toBeVisible();
  });

  it('says what was edited before the call was logged', async () => {
    await open(aTranscript(), { plan: { ...plan, prediction_statement: 'It snows.', assumptions: [] } });
    expect(screen.getByText('Edited before it was logged: statement, assumed.')).toBeVisible();
  });

  it('says that the plan was finished by hand where the planner didn’t', async () => {
    const { plan: _, model: __, usage: ___, ...unfinished } = aTranscript();
    await open({ ...unfinished, outcome: 'stopped' });
    expect(screen.getByText('The planner was stopped, and the plan was finished by hand.')).toBeVisible();
  });

  it('isn’t shown where it isn’t what the call was logged with', async () => {
    const text = textOf(aTranscript());
    show(loggedWith(hashOf(text)), given(text.replace('Paris tomorrow', 'Basel tomorrow')));
    await userEvent.click(screen.getByText('How this plan was drafted'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This isn’t the transcript that the call was logged with: entry 30 has another hash. It isn’t shown.',
    );
    expect(screen.queryByRole('region', { name: 'Replay' })).toBeNull();
  });

  it('that doesn’t come can be asked for again', async () => {
    const text = textOf(aTranscript());
    const answers = [Response.json({ title: 'No', detail: 'Busy.' }, { status: 503 }), given(text)()];
    show(loggedWith(hashOf(text)), () => answers.shift() ?? Response.error());
    await userEvent.click(screen.getByText('How this plan was drafted'));
    expect(await screen.findByRole('alert')).toHaveTextContent('The transcript didn’t open.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: 'Replay' })).toBeVisible();
  });

  it('is not spoken of where the plan wasn’t drafted here', () => {
    expect(show(aCall(), given(''))).toBeEmptyDOMElement();
  });

  it.each([
    ['too_long', 'it was too long'],
    ['unknown_run', 'the server no longer knew the draft'],
    ['under_way', 'the draft was still going on'],
  ] as const)('that wasn’t kept is said with its reason: %s', (missing, words) => {
    show(aCall({ transcript: { missing } }), given(''));
    expect(screen.getByText(/^How this plan was drafted wasn’t kept/)).toHaveTextContent(words);
    expect(screen.queryByText('How this plan was drafted')).toBeNull();
  });
});
