/** What went wrong with a request, in words that a page can show. */
import * as v from 'valibot';

/** A failed request as a person is told of it. */
export interface Failure {
  message: string;
  /** What is wrong with which field, by the server's names for them, such as `plan.verification_date`. */
  fields: Readonly<Record<string, string>>;
  /** Whether the same request may succeed later. */
  retryable: boolean;
}

const problemSchema = v.object({
  type: v.optional(v.string()),
  title: v.optional(v.string()),
  detail: v.optional(v.string()),
  call: v.optional(v.string()),
  errors: v.optional(
    v.array(v.object({ field: v.optional(v.string()), line: v.optional(v.number()), message: v.string() })),
    [],
  ),
});

type ReadProblem = v.InferOutput<typeof problemSchema>;

/** A request that didn't succeed. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly failure: Failure;
  /** The answer's status; `undefined` where there was no answer, or none that could be read. */
  readonly status: number | undefined;
  /** The problem's kind, such as `/problems/not-found`. */
  readonly type: string;
  /** The call that the problem is about, where it names one. */
  readonly call: string | undefined;

  constructor(failure: Failure, answer?: { status: number; type?: string; call?: string }, cause?: unknown) {
    super(failure.message, cause === undefined ? {} : { cause });
    this.failure = failure;
    this.status = answer?.status;
    this.type = answer?.type ?? 'about:blank';
    this.call = answer?.call;
  }

  /** Whether the server has said that it did nothing. Otherwise it may have done what was asked. */
  get refused(): boolean {
    return this.status !== undefined && this.status >= 400 && this.status < 500 && this.status !== 408;
  }
}

/** The error for an answer that isn't a success; `body` is what it carried, of any shape. */
export function answerError(status: number, body: unknown): ApiError {
  const reading = v.safeParse(problemSchema, body);
  const problem: ReadProblem = reading.success ? reading.output : { errors: [] };
  const fields: Record<string, string> = {};
  for (const { field, message } of problem.errors) {
    if (field !== undefined && !Object.hasOwn(fields, field)) {
      fields[field] = message;
    }
  }
  return new ApiError(
    {
      message: sentence(problem.detail ?? problem.title) ?? statusWords(status),
      fields,
      retryable: status >= 500 || status === 408 || status === 429,
    },
    {
      status,
      ...(problem.type === undefined ? {} : { type: problem.type }),
      ...(problem.call === undefined ? {} : { call: problem.call }),
    },
  );
}

/** The error for a request that got no answer. */
export function silenceError(cause: unknown): ApiError {
  const late =
    typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'TimeoutError';
  const message = late
    ? 'The server took too long to answer.'
    : 'The server can’t be reached. Check the connection.';
  return new ApiError({ message, fields: {}, retryable: true }, undefined, cause);
}

/** The error for an answer that says it is a success and can't be read. */
export function unreadableError(cause: unknown): ApiError {
  const message = 'The server’s answer can’t be read.';
  return new ApiError({ message, fields: {}, retryable: true }, undefined, cause);
}

/** The words for whatever a request was rejected with. */
export function failureOf(error: unknown): Failure {
  return error instanceof ApiError
    ? error.failure
    : { message: 'Something went wrong on this page.', fields: {}, retryable: true };
}

function sentence(words: string | undefined): string | undefined {
  const trimmed = words?.trim() ?? '';
  if (trimmed === '') {
    return undefined;
  }
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

function statusWords(status: number): string {
  switch (true) {
    case status === 404:
      return 'There is no such thing here.';
    case status === 413:
      return 'That is more than the server takes at once.';
    case status === 429:
      return 'That was too much at once. Wait a moment.';
    case status >= 500:
      return 'The server has a problem of its own.';
    default:
      return 'The server turned that down.';
  }
}
