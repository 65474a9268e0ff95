/** The page's address, which carries the run: opening it again, or in another tab, shows the same draft. */

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an address says is the id of a run, if it says anything. */
export function runIn(search: string): string | undefined {
  return new URLSearchParams(search).get('run')?.toLowerCase();
}

/** Whether it can be one. */
export function isRunId(text: string): boolean {
  return uuid.test(text);
}

/** The address of the page with that run on it, or with none. */
export function addressOf(runId: string | undefined): string {
  return runId === undefined ? '/' : `/?run=${runId}`;
}
