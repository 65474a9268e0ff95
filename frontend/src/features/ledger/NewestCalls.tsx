import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { listCalls } from '../../shared/api/client';
import { listKey } from '../../shared/api/queries';
import { rowAttribute } from './list/CallList';
import styles from './NewestCalls.module.css';
import { Standing } from './Standing';
import { useNow } from './useNow';

const newest = { sort: 'newest', limit: 5 } as const;

/** The last few calls, where the next one is written. Nothing while there is none: the page has enough to say then. */
export function NewestCalls() {
  const now = useNow();
  const list = useQuery({
    queryKey: listKey(newest),
    queryFn: ({ signal }) => listCalls(newest, signal),
  });
  const { data } = list;
  if (data === undefined || data.calls.length === 0) {
    return null;
  }
  return (
    <section className={styles.newest} aria-labelledby="newest-title">
      <div className={styles.head}>
        <h2 id="newest-title" className={styles.title}>
          Your newest calls
        </h2>
        <Link className={styles.all} href="/ledger">
          {data.ledger.calls > data.calls.length
            ? `All ${data.ledger.calls.toLocaleString('en')} in the ledger`
            : 'The ledger'}
        </Link>
      </div>
      <ol className={styles.list}>
        {data.calls.map((call) => (
          <li key={call.id} className={styles.line}>
            <Link
              className={styles.statement}
              href={`/calls/${call.id}`}
              dir="auto"
              {...{ [rowAttribute]: call.id }}
            >
              {call.statement}
            </Link>
            <span className={styles.standing}>
              <Standing call={call} now={now} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
