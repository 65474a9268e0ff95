/** The REST interface as functions: each gives what was asked for or throws an {@link ApiError}, never late. */
import createClient from 'openapi-fetch';
import { answerError, silenceError, unreadableError } from './failure';
import type { paths } from './schema';
import type { Call, CallPage, CallQuery, NewCall, NewEntry } from './types';

/** How long an answer may take, in milliseconds: a server that is gone must not leave a page waiting for ever. */
export const patienceMs = 15_000;

const client = createClient<paths>({
  // Looked up at each request, so that a test can put its own in place.
  fetch: (request) => globalThis.fetch(request),
  baseUrl: globalThis.location?.origin ?? '',
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** A page of the calls that match. */
export function listCalls(query: CallQuery, signal?: AbortSignal): Promise<CallPage> {
  return within(signal, (soon) => client.GET('/api/calls', { params: { query }, signal: soon }));
}

/** One call with everything that has happened to it. */
export function readCall(id: string, signal?: AbortSignal): Promise<Call> {
  return within(signal, (soon) => client.GET('/api/calls/{id}', { params: { path: { id } }, signal: soon }));
}

/** How a call's plan was drafted, to the byte, so that it can be hashed. */
export function readTranscript(id: string, signal?: AbortSignal): Promise<string> {
  return within(signal, (soon) =>
    client.GET('/api/calls/{id}/transcript', { params: { path: { id } }, parseAs: 'text', signal: soon }),
  );
}

/** Logs a call. The same key with the same call logs it once, however often it is sent. */
export function logCall(call: NewCall, key: string, signal?: AbortSignal): Promise<Call> {
  const params = { header: { 'Idempotency-Key': key } };
  return within(signal, (soon) => client.POST('/api/calls', { params, body: call, signal: soon }));
}

/** Appends to a call, and gives the call as it then stands. The same key with the same entry appends it once. */
export function addEntry(id: string, entry: NewEntry, key: string, signal?: AbortSignal): Promise<Call> {
  const params = { path: { id }, header: { 'Idempotency-Key': key } };
  return within(signal, (soon) =>
    client.POST('/api/calls/{id}/entries', { params, body: entry, signal: soon }),
  );
}

/** Runs a request that is given up on after {@link patienceMs}, and turns what goes wrong into an `ApiError`. */
async function within<T>(
  signal: AbortSignal | undefined,
  request: (soon: AbortSignal) => Promise<Answer<T>>,
): Promise<T> {
  const late = AbortSignal.timeout(patienceMs);
  let answer: Answer<T>;
  try {
    answer = await request(signal === undefined ? late : AbortSignal.any([signal, late]));
  } catch (cause) {
    if (signal?.aborted) {
      throw cause;
    }
    throw cause instanceof SyntaxError ? unreadableError(cause) : silenceError(cause);
  }
  if (!answer.response.ok) {
    throw answerError(answer.response.status, answer.error);
  }
  if (answer.data === undefined) {
    throw unreadableError(undefined);
  }
  return answer.data;
}
