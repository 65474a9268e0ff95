import { type RefObject, useEffect, useRef, useState } from 'react';
import controls from '../../../shared/controls.module.css';
import styles from './Filters.module.css';
import { type Filter, searchable } from './filter';

/** How long someone has to pause in typing before it is looked for, in milliseconds. */
const pauseMs = 250;

/** Where words to look for are written. The address follows once the typing pauses, and never the other way round. */
export function SearchBox(props: {
  filter: Filter;
  fieldRef: RefObject<HTMLInputElement | null>;
  onSearch: (q: string) => void;
}) {
  const { filter, fieldRef, onSearch } = props;
  const [text, setText] = useState(filter.q);
  const asked = useRef(filter.q);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    // Back, forward or a link: the address has changed without this field.
    if (filter.q !== asked.current) {
      asked.current = filter.q;
      clearTimeout(pause.current);
      setText(filter.q);
    }
  }, [filter.q]);
  useEffect(() => () => clearTimeout(pause.current), []);

  const ask = (words: string) => {
    clearTimeout(pause.current);
    const q = searchable(words);
    if (q !== asked.current) {
      asked.current = q;
      onSearch(q);
    }
  };
  const latest = useRef(ask);
  useEffect(() => {
    // What fires after the pause has to know the filter of then, not of when the key was pressed.
    latest.current = ask;
  });

  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers that don't know the element of this name know the role
    <form
      role="search"
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault();
        ask(text);
      }}
    >
      <label className={controls.unseen} htmlFor="ledger-search">
        Search the ledger
      </label>
      <input
        id="ledger-search"
        ref={fieldRef}
        type="search"
        className={styles.searchField}
        placeholder="Search the ledger"
        value={text}
        maxLength={400}
        autoComplete="off"
        aria-keyshortcuts="/"
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          clearTimeout(pause.current);
          pause.current = setTimeout(() => latest.current(typed), pauseMs);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            setText('');
            ask('');
          }
        }}
      />
    </form>
  );
}
