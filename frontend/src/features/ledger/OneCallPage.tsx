import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { readCall } from '../../shared/api/client';
import { ApiError } from '../../shared/api/failure';
import { callKey } from '../../shared/api/queries';
import type { Call } from '../../shared/api/types';
import { PageHeading } from '../../shared/PageHeading';
import { usePageTitle } from '../../shared/usePageTitle';
import { CallCard } from './card/CallCard';
import { Timeline } from './card/Timeline';
import { Drafting } from './drafting/Drafting';
import { Waiting } from './list/Waiting';
import type { Move } from './moves/allowed';
import { focusWithin } from './moves/MoveForm';
import { Moves } from './moves/Moves';
import styles from './OneCallPage.module.css';
import { Trouble } from './Trouble';
import { useNow } from './useNow';

/** One call: its card, what has happened to it, and what can be added. */
export function OneCallPage({ id }: { id: string }) {
  const one = useQuery({ queryKey: callKey(id), queryFn: ({ signal }) => readCall(id, signal) });
  const unknown = one.error instanceof ApiError && (one.error.status === 404 || one.error.status === 400);
  usePageTitle(
    one.data !== undefined
      ? `Call ${one.data.number} · CalledIt`
      : unknown
        ? 'No such call · CalledIt'
        : 'Call · CalledIt',
  );
  if (one.data !== undefined) {
    return (
      <main id="main" className={styles.main}>
        {one.isRefetchError && (
          <Trouble what="This may be out of date." error={one.error} onRetry={() => void one.refetch()} />
        )}
        <Shown call={one.data} />
      </main>
    );
  }
  return (
    <main id="main" className={styles.plain} aria-busy={one.isPending}>
      {unknown ? (
        <>
          <PageHeading className={styles.title}>No such call</PageHeading>
          <p>
            There is no call at this address. It may have been cut short on its way here, or belong to another
            ledger.
          </p>
          <p>
            <Link href="/ledger">Look in the ledger</Link> or <Link href="/">make a call</Link>.
          </p>
        </>
      ) : one.isError && !one.isFetching ? (
        <>
          <PageHeading className={styles.title}>Call</PageHeading>
          <Trouble what="The call didn’t open." error={one.error} onRetry={() => void one.refetch()} />
        </>
      ) : (
        <Waiting lines={6} words="Opening the call" />
      )}
    </main>
  );
}

function Shown({ call }: { call: Call }) {
  const now = useNow();
  const page = useRef<HTMLDivElement>(null);
  // The verdict that was given just now, whose stamp lands; one that was there before lies there already.
  const [landed, setLanded] = useState<number>();
  const [chosen, setChosen] = useState<Move>();
  const [added, setAdded] = useState<{ entry: number; move: Move }>();

  useEffect(() => {
    if (added === undefined) {
      return;
    }
    if (added.move === 'judge' || added.move === 'undo') {
      // What changed is the card, which may be out of sight.
      const heading = page.current?.querySelector('h1');
      heading?.focus({ preventScroll: true });
      heading?.closest('article')?.scrollIntoView({ block: 'nearest' });
    } else {
      page.current?.querySelector<HTMLElement>(`#entry-${added.entry}`)?.focus();
    }
  }, [added]);

  const onDone = (after: Call, move: Move) => {
    setLanded(move === 'judge' ? after.verdict?.entry : undefined);
    setAdded({ entry: after.entries.at(-1)?.number ?? 0, move });
  };

  const judge = () => {
    // A panel that opens takes the focus; one that is open already has to be given it.
    if (chosen === 'judge') {
      focusWithin(page.current?.querySelector<HTMLElement>('form:not([hidden])'));
    }
    setChosen('judge');
  };

  return (
    <div ref={page} className={styles.two}>
      <CallCard
        {...{ call, now }}
        landing={landed !== undefined && landed === call.verdict?.entry}
        onJudge={judge}
      />
      <div className={styles.aside}>
        <Moves {...{ call, now, chosen, onDone }} onChoose={setChosen} />
        <Timeline call={call} />
      </div>
      <Drafting call={call} />
    </div>
  );
}
