// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Predictions } from '../features/call/predictions';
import { aPlan, handSocket, runOf } from '../features/call/testing';
import { App } from './App';

function open(path: string) {
  window.history.replaceState(null, '', path);
  const socket = handSocket();
  const predictions = new Predictions({
    socket,
    now: () => performance.now(),
    newId: () => 'request-1',
    timezone: () => 'Europe/Paris',
  });
  render(<App predictions={predictions} socket={socket} />);
  return { socket, user: userEvent.setup() };
}

const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const nav = () => within(screen.getByRole('navigation', { name: 'Main' }));

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal('scrollTo', vi.fn());
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json({ calls: [], ledger: { entries: 0, calls: 0 } })),
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('an address', () => {
  it.each([
    ['/', 'Say it before it happens.', 'CalledIt: say it before it happens', 'Skip to the prediction'],
    ['/ledger', 'Ledger', 'Ledger · CalledIt', 'Skip to the calls'],
    ['/nowhere/at/all', 'No such page', 'No such page · CalledIt', 'Skip to the page'],
  ])('%s shows its page under its own name, and the way to it', async (path, name, title, skip) => {
    open(path);
    await heading(name);
    expect(document.title).toBe(title);
    expect(screen.getByRole('link', { name: skip })).toHaveAttribute('href', '#main');
    expect(document.getElementById('main')).toContainElement(await heading(name));
  });

  it('is marked in the navigation where it is one of its own', async () => {
    open('/ledger');
    await heading('Ledger');
    expect(nav().getByRole('link', { name: 'Ledger' })).toHaveAttribute('aria-current', 'page');
    expect(nav().getByRole('link', { name: 'Make a call' })).not.toHaveAttribute('aria-current');
  });

  it('that leads nowhere has a way back', async () => {
    const { user } = open('/nowhere');
    await heading('No such page');
    await user.click(within(screen.getByRole('main')).getByRole('link', { name: 'Make a call' }));
    expect(await heading('Say it before it happens.')).toHaveFocus();
  });
});

describe('going to another page', () => {
  it('begins at its top and its heading, and going back leaves the scrolling to the browser', async () => {
    const { user } = open('/');
    expect(await heading('Say it before it happens.')).not.toHaveFocus();
    await user.click(nav().getByRole('link', { name: 'Ledger' }));
    expect(await heading('Ledger')).toHaveFocus();
    expect(window.scrollTo).toHaveBeenCalledWith(0, 0);
    vi.mocked(window.scrollTo).mockClear();
    act(() => window.history.back());
    expect(await heading('Say it before it happens.')).toHaveFocus();
    expect(window.scrollTo).not.toHaveBeenCalled();
  });

  it('keeps the prediction and the draft in progress, which goes on meanwhile', async () => {
    const { socket, user } = open('/');
    await user.type(await screen.findByRole('textbox', { name: 'Your prediction' }), 'It rains');
    await user.click(screen.getByRole('button', { name: 'Draft the plan' }));
    const run = runOf('r1');
    act(() => socket.receive(run.processing()));
    await user.click(nav().getByRole('link', { name: 'Ledger' }));
    await heading('Ledger');
    act(() => socket.receive(run.complete()));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Plan ready'));
    await user.click(nav().getByRole('link', { name: 'Make a call' }));
    expect(screen.getByRole('textbox', { name: 'Your prediction' })).toHaveValue('It rains');
    expect(screen.getByRole('article')).toHaveTextContent(aPlan.prediction_statement);
  });
});
