import { useEffect, useRef } from 'react';
import { useSay } from '../../shared/announcements';
import controls from '../../shared/controls.module.css';
import { PageHeading } from '../../shared/PageHeading';
import { usePageTitle } from '../../shared/usePageTitle';
import { CarryAlong } from './carry/CarryAlong';
import { takeSearchWish } from './keys/keystrokes';
import styles from './LedgerPage.module.css';
import { CallList, rowAttribute } from './list/CallList';
import { Filters } from './list/Filters';
import { filterHref } from './list/filter';
import { Nothing, nothingWords } from './list/Nothing';
import { useCalls } from './list/useCalls';
import { useFilter } from './list/useFilter';
import { Waiting } from './list/Waiting';
import { Trouble } from './Trouble';
import { useNow } from './useNow';

/** All the calls of a person, narrowed and sorted as the address says. */
export function LedgerPage() {
  usePageTitle('Ledger · CalledIt');
  const [filter, go] = useFilter();
  const list = useCalls(filter);
  const now = useNow();
  const say = useSay();
  const search = useRef<HTMLInputElement>(null);
  const { calls, ledger } = list;

  useEffect(() => {
    if (takeSearchWish()) {
      search.current?.focus();
    }
  }, []);

  // What was found is said after a change of the filter; the page as it opens speaks for itself.
  const href = filterHref(filter);
  const told = useRef(href);
  const settled = list.isSuccess && !list.isPlaceholderData;
  useEffect(() => {
    if (settled && told.current !== href) {
      told.current = href;
      say(calls.length === 0 ? nothingWords(filter) : foundWords(calls.length, list.hasNextPage));
    }
  }, [settled, href, calls.length, list.hasNextPage, filter, say]);

  // To the first new one, which is what comes next; the button has moved on or is gone. Once the rows are drawn, which
  // may be well after they have come.
  const goOnAt = useRef<number>(undefined);
  useEffect(() => {
    if (goOnAt.current !== undefined && calls.length > goOnAt.current) {
      document.querySelectorAll<HTMLElement>(`[${rowAttribute}]`).item(goOnAt.current)?.focus();
      goOnAt.current = undefined;
    }
  }, [calls.length]);

  const more = async () => {
    const before = calls.length;
    goOnAt.current = before;
    const next = await list.fetchNextPage();
    if (next.isError) {
      goOnAt.current = undefined;
      return;
    }
    const shown = next.data?.pages.reduce((sum, page) => sum + page.calls.length, 0) ?? before;
    say(`${shown - before} more, ${shown} shown`);
  };

  return (
    <main id="main" className={styles.main}>
      <div className={styles.head}>
        <PageHeading className={styles.title}>Ledger</PageHeading>
        {ledger !== undefined && ledger.calls > 0 && (
          <p className={styles.count}>
            {counted(ledger.calls, 'call', 'calls')} · {counted(ledger.entries, 'entry', 'entries')}
          </p>
        )}
      </div>
      <Filters filter={filter} searchRef={search} onChange={go} />
      <section className={styles.calls} aria-label="Calls" aria-busy={list.isFetching}>
        {calls.length > 0 ? (
          <CallList calls={calls} now={now} stale={list.isPlaceholderData} />
        ) : list.isSuccess ? (
          <Nothing filter={filter} calls={ledger?.calls ?? 0} />
        ) : list.isError ? null : (
          <Waiting lines={6} words="Opening the ledger" />
        )}
        {list.isError && !list.isFetching && (
          <Trouble
            what={
              list.isFetchNextPageError
                ? 'The next calls didn’t come.'
                : calls.length > 0
                  ? 'This may be out of date.'
                  : 'The ledger didn’t open.'
            }
            error={list.error}
            onRetry={() => (list.isFetchNextPageError ? void more() : void list.refetch())}
          />
        )}
        {list.hasNextPage && !list.isPlaceholderData && !list.isFetchNextPageError && (
          <button
            type="button"
            className={`${controls.button} ${styles.more}`}
            aria-disabled={list.isFetchingNextPage}
            onClick={() => !list.isFetchingNextPage && void more()}
          >
            {list.isFetchingNextPage ? 'Getting more' : 'Show more'}
          </button>
        )}
      </section>
      <CarryAlong empty={ledger?.calls === 0} />
    </main>
  );
}

function foundWords(calls: number, more: boolean): string {
  return more ? `More than ${calls - 1} calls found` : `${counted(calls, 'call', 'calls')} found`;
}

function counted(n: number, one: string, many: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
