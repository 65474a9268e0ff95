import type { RefObject } from 'react';
import { Link } from 'wouter';
import styles from './Filters.module.css';
import { type Filter, filterHref, type Sort, shownStates, withShown } from './filter';
import { SearchBox } from './SearchBox';

/** Narrows and sorts the ledger. The states and the tag are links, so that they can be opened and shared as such. */
export function Filters(props: {
  filter: Filter;
  searchRef: RefObject<HTMLInputElement | null>;
  onChange: (next: Filter, how?: { replace: boolean }) => void;
}) {
  const { filter, searchRef, onChange } = props;
  return (
    <div className={styles.filters}>
      <nav className={styles.tabs} aria-label="Calls by state">
        {shownStates.map(({ shown, name }) => (
          <Link
            key={shown}
            className={styles.tab}
            href={filterHref(withShown(filter, shown))}
            aria-current={shown === filter.shown ? 'true' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <div className={styles.row}>
        <SearchBox
          filter={filter}
          fieldRef={searchRef}
          onSearch={(q) => onChange({ ...filter, q }, { replace: true })}
        />
        <span className={styles.sort}>
          <label htmlFor="ledger-sort">Sort by</label>
          <select
            id="ledger-sort"
            className={styles.select}
            value={filter.sort}
            onChange={(event) => onChange({ ...filter, sort: event.target.value as Sort })}
          >
            <option value="newest">Newest first</option>
            <option value="due">Due first</option>
          </select>
        </span>
      </div>
      {filter.tag !== '' && (
        <p className={styles.tag}>
          Only calls tagged <b>{filter.tag}</b>.{' '}
          <Link href={filterHref({ ...filter, tag: '' })}>Show any tag</Link>
        </p>
      )}
    </div>
  );
}
