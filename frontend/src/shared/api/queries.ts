/** What is remembered of the server's answers, and under which keys. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './failure';
import type { CallQuery } from './types';

/** Every answer about calls begins with this key: invalidating it renews them all. */
export const callsKey = ['calls'] as const;

/** The key of a list of calls. */
export function listKey(query: CallQuery) {
  return [...callsKey, 'list', query] as const;
}

/** The key of one call. */
export function callKey(id: string) {
  return [...callsKey, 'one', id] as const;
}

/** The key of how one call's plan was drafted, which never changes. */
export function transcriptKey(id: string) {
  return ['transcript', id] as const;
}

const mostTries = 3;

/** A refusal would come again, so only silence and the server's own faults are tried again. */
export function retries(failures: number, error: unknown): boolean {
  return error instanceof ApiError && error.failure.retryable && failures < mostTries - 1;
}

/** The cache of a page. Writes aren't repeated by themselves: whoever asks for one decides. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: retries, staleTime: 10_000 },
      mutations: { retry: false },
    },
  });
}
