/** Bringing calls into the ledger from a CSV file: what is sent, and what came of it. */
import * as v from 'valibot';
import { type ApiError, answerError, silenceError, unreadableError } from '../../../shared/api/failure';

/** How long a file may take, in milliseconds: one with ten thousand entries is written in one piece. */
const patienceMs = 180_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const resultSchema = v.object({
  imported: v.object({ calls: count, entries: count }),
  skipped: v.object({ calls: count }),
});
const linesSchema = v.object({
  errors: v.array(
    v.object({ line: v.optional(v.number()), field: v.optional(v.string()), message: v.string() }),
  ),
});

export type ImportResult = v.InferOutput<typeof resultSchema>;
export type BadLine = v.InferOutput<typeof linesSchema>['errors'][number];

/** A file of which nothing was imported, with what is wrong in it. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly lines: readonly BadLine[];

  constructor(cause: ApiError, lines: readonly BadLine[]) {
    super(cause.message, { cause });
    this.lines = lines;
  }
}

/** Sends the file. Rejects with an {@link ImportError} where the server found fault with it, else an `ApiError`. */
export async function importCalls(file: Blob): Promise<ImportResult> {
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch('/api/calls.csv', {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv; charset=utf-8', Accept: 'application/json' },
      body: file,
      signal: AbortSignal.timeout(patienceMs),
    });
    body = await answer.json().catch(() => undefined);
  } catch (cause) {
    throw silenceError(cause);
  }
  if (!answer.ok) {
    const error = answerError(answer.status, body);
    throw error.refused ? new ImportError(error, linesOf(body)) : error;
  }
  const reading = v.safeParse(resultSchema, body);
  if (!reading.success) {
    throw unreadableError(undefined);
  }
  return reading.output;
}

function linesOf(body: unknown): readonly BadLine[] {
  const reading = v.safeParse(linesSchema, body);
  return reading.success ? reading.output.errors : [];
}

/** "3 calls with 9 entries imported, 1 was already there." */
export function resultWords({ imported, skipped }: ImportResult): string {
  const there =
    skipped.calls === 0
      ? ''
      : `${number(skipped.calls)} ${skipped.calls === 1 ? 'was' : 'were'} already there`;
  if (imported.calls === 0) {
    return there === ''
      ? 'There was no call in the file.'
      : `Nothing new: ${skipped.calls === 1 ? 'its one call was' : `all its ${number(skipped.calls)} calls were`} already there.`;
  }
  const came = `${counted(imported.calls, 'call', 'calls')} with ${counted(imported.entries, 'entry', 'entries')} imported`;
  return there === '' ? `${came}.` : `${came}, ${there}.`;
}

/** "Line 7, due: Has to be a date." */
export function badLineWords({ line, field, message }: BadLine): string {
  const place = [line === undefined ? '' : `Line ${line}`, field ?? ''].filter((part) => part !== '');
  return place.length === 0 ? message : `${place.join(', ')}: ${message}`;
}

/** "812 bytes", "14 kB", "2.3 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) {
    return counted(bytes, 'byte', 'bytes');
  }
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function counted(n: number, one: string, more: string): string {
  return `${number(n)} ${n === 1 ? one : more}`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}
