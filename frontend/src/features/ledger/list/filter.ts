/** What the ledger is narrowed by and how it is sorted, as its address says it. */
import type { CallQuery, CallState } from '../../../shared/api/types';

export type Shown = 'all' | CallState;
export type Sort = 'newest' | 'due';

export interface Filter {
  shown: Shown;
  /** Nothing for any tag. */
  tag: string;
  /** Nothing for any words. */
  q: string;
  sort: Sort;
}

export const shownStates: readonly { shown: Shown; name: string }[] = [
  { shown: 'all', name: 'All' },
  { shown: 'open', name: 'Open' },
  { shown: 'ready', name: 'Ready to judge' },
  { shown: 'judged', name: 'Judged' },
  { shown: 'withdrawn', name: 'Withdrawn' },
];

/** The server's limits. */
const longestSearch = 200;
const mostWords = 8;
const longestTag = 40;

/** What is still to be decided is wanted by when; what is over, by when it was logged. */
export function usualSort(shown: Shown): Sort {
  return shown === 'open' || shown === 'ready' ? 'due' : 'newest';
}

/** Reads the part of an address after its question mark. What it doesn't know, it passes over. */
export function readFilter(search: string): Filter {
  const said = new URLSearchParams(search);
  const shown = shownStates.find((one) => one.shown === said.get('state'))?.shown ?? 'all';
  const sort = said.get('sort');
  return {
    shown,
    tag: readTag(said.get('tag') ?? ''),
    q: searchable(said.get('q') ?? ''),
    sort: sort === 'newest' || sort === 'due' ? sort : usualSort(shown),
  };
}

/** The address of the ledger so narrowed and sorted; it says only what isn't usual. */
export function filterHref(filter: Filter): string {
  const said = new URLSearchParams();
  if (filter.shown !== 'all') {
    said.set('state', filter.shown);
  }
  if (filter.tag !== '') {
    said.set('tag', filter.tag);
  }
  if (filter.q !== '') {
    said.set('q', filter.q);
  }
  if (filter.sort !== usualSort(filter.shown)) {
    said.set('sort', filter.sort);
  }
  const search = said.toString();
  return search === '' ? '/ledger' : `/ledger?${search}`;
}

/** The address of the ledger's calls with this tag. */
export function tagHref(tag: string): string {
  return filterHref({ shown: 'all', tag, q: '', sort: 'newest' });
}

/** The filter for another state, sorted as is usual for that one. */
export function withShown(filter: Filter, shown: Shown): Filter {
  return { ...filter, shown, sort: usualSort(shown) };
}

/** Whether every call passes. */
export function showsAll(filter: Filter): boolean {
  return filter.shown === 'all' && filter.tag === '' && filter.q === '';
}

/** What the server is asked for. */
export function queryOf({ shown, tag, q, sort }: Filter): CallQuery {
  return {
    ...(shown === 'all' ? {} : { state: shown }),
    ...(tag === '' ? {} : { tag }),
    ...(q === '' ? {} : { q }),
    sort,
  };
}

/** The words that the server can look for: no more, and no longer, than it takes. */
export function searchable(text: string): string {
  const words = text
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .split(/\s+/u);
  let cut = words.slice(0, mostWords).join(' ');
  while ([...cut].length > longestSearch) {
    cut = [...cut].slice(0, longestSearch).join('').trimEnd();
  }
  return cut;
}

function readTag(text: string): string {
  const tag = text.trim().toLowerCase();
  return [...tag].length > longestTag || /[,\p{Cc}\p{Cs}]/u.test(tag) ? '' : tag;
}
