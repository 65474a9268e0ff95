/** What the tests of a draft share: the page with one under way, driven by hand. */
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import type { SocketState } from '../../shared/socket';
import { button, card, open } from './planTesting';
import { aPlan, type HandSocket, runOf } from './testing';

export const whole = JSON.stringify(aPlan);
export const r1 = '5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10';

export const field = () => screen.getByRole('textbox', { name: 'Your prediction' });

/** What a row of the card says, its state included and what can be done with it left out. */
export function row(label: string): string {
  const term = within(card())
    .getAllByRole('term')
    .find((element) => element.textContent?.startsWith(label));
  const said = term?.parentElement?.cloneNode(true) as HTMLElement | undefined;
  for (const button of said?.querySelectorAll('button') ?? []) {
    button.remove();
  }
  return said?.textContent ?? `no row ${label}`;
}

export async function receive(socket: HandSocket, ...messages: object[]) {
  await act(async () => {
    for (const message of messages) {
      socket.receive(message);
    }
    await new Promise((done) => requestAnimationFrame(done));
  });
}

export async function draft(text = 'It rains in Paris tomorrow', initial: SocketState = 'open') {
  const page = open(initial);
  await page.user.click(field());
  await page.user.paste(text);
  await page.user.click(button('Draft the plan'));
  return page;
}

export async function drafting(upTo: string) {
  const page = await draft();
  const run = runOf(r1);
  await receive(
    page.socket,
    run.processing(),
    run.tool('started'),
    run.tool('done', { durationMs: 212 }),
    run.text(`Here you are:\n${whole.slice(0, whole.indexOf(upTo))}`),
  );
  return { ...page, run };
}

/** Moves the page's clock on; what waits by a timer looks at it the next time that is due. */
export function passMs(ms: number) {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

/** Gives each test a tab at the page's first address in which nothing is kept. */
export function onAFreshPage() {
  beforeEach(() => {
    sessionStorage.clear();
    window.history.replaceState(null, '', '/');
  });

  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });
}

/** Leaves the page and comes back to it in the same tab. */
export const reload = (line: SocketState = 'open') => {
  window.dispatchEvent(new Event('pagehide'));
  cleanup();
  return open(line);
};
