import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useSay } from '../../../shared/announcements';
import controls from '../../../shared/controls.module.css';
import styles from './Editors.module.css';
import { addAfter, changeText, move, pasteLines, remove } from './items';
import { type Item, itemName, type ListName, mostItems } from './terms';

type Part = 'text' | 'up' | 'down';

/** A list to write in: Enter adds an entry, Backspace in an empty one removes it, and buttons move and remove. */
export function ListEditor(props: {
  id: string;
  name: ListName;
  items: readonly Item[];
  problem: string | undefined;
  problemId: string;
  onChange: (items: readonly Item[]) => void;
}) {
  const { id, name, items, problem, problemId, onChange } = props;
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<{ item: number; part: Part }>(undefined);
  const say = useSay();
  const one = itemName[name];

  // What was pressed may have gone or been moved, which takes the focus from it.
  useEffect(() => {
    const want = wanted.current;
    if (want !== undefined) {
      wanted.current = undefined;
      list.current
        ?.querySelector<HTMLElement>(`[data-item="${want.item}"] [data-part="${want.part}"]`)
        ?.focus();
    }
  });

  const add = (after: number | undefined) => {
    if (items.length < mostItems) {
      const { items: next, added } = addAfter(items, after);
      wanted.current = { item: added, part: 'text' };
      onChange(next);
    }
  };
  const drop = (item: Item) => {
    const { items: next, next: nearest } = remove(items, item.id);
    wanted.current = { item: nearest, part: 'text' };
    onChange(next);
    say(`Removed the ${one}`);
  };
  const shift = (item: Item, by: -1 | 1) => {
    const next = move(items, item.id, by);
    if (next !== items) {
      wanted.current = { item: item.id, part: by < 0 ? 'up' : 'down' };
      onChange(next);
      say(`Now ${next.indexOf(item) + 1} of ${next.length}`);
    }
  };
  const onKeyDown = (event: KeyboardEvent, item: Item) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      add(item.id);
    } else if (event.key === 'Backspace' && item.text === '' && items.length > 1) {
      event.preventDefault();
      drop(item);
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>, item: Item) => {
    const pasted = event.clipboardData.getData('text');
    if (/[\r\n]/.test(pasted.trim())) {
      event.preventDefault();
      const { selectionStart: start, selectionEnd: end } = event.currentTarget;
      const { items: next, last } = pasteLines(items, item.id, { start, end }, pasted);
      wanted.current = { item: last, part: 'text' };
      onChange(next);
    }
  };

  return (
    <>
      <ol ref={list} className={styles.items}>
        {items.map((item, i) => (
          <li key={item.id} data-item={item.id} className={styles.item}>
            <textarea
              id={i === 0 ? id : undefined}
              data-part="text"
              className={styles.itemText}
              rows={Math.max(1, Math.ceil(item.text.length / 40))}
              dir="auto"
              value={item.text}
              aria-label={`${capital(one)} ${i + 1} of ${items.length}`}
              aria-invalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : problemId}
              onChange={(event) => onChange(changeText(items, item.id, event.target.value))}
              onKeyDown={(event) => onKeyDown(event, item)}
              onPaste={(event) => onPaste(event, item)}
            />
            <span className={styles.itemTools}>
              <IconButton
                part="up"
                label={`Move ${one} ${i + 1} up`}
                path="M6 10V2M2.5 5.5 6 2l3.5 3.5"
                off={i === 0}
                onPress={() => shift(item, -1)}
              />
              <IconButton
                part="down"
                label={`Move ${one} ${i + 1} down`}
                path="M6 2v8M2.5 6.5 6 10l3.5-3.5"
                off={i === items.length - 1}
                onPress={() => shift(item, 1)}
              />
              <IconButton
                label={`Remove ${one} ${i + 1}`}
                path="M2.5 2.5l7 7m0-7l-7 7"
                off={items.length === 1 && item.text === ''}
                onPress={() => drop(item)}
              />
            </span>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className={`${controls.quiet} ${styles.add}`}
        disabled={items.length >= mostItems}
        onClick={() => add(undefined)}
      >
        Add {article(one)} {one}
      </button>
    </>
  );
}

/** A small button with a drawing. One that has nothing to do keeps the focus, so it is only said to be off. */
function IconButton(props: { label: string; path: string; off: boolean; part?: Part; onPress: () => void }) {
  const { label, path, off, part, onPress } = props;
  return (
    <button
      type="button"
      className={styles.icon}
      data-part={part}
      aria-label={label}
      title={label}
      aria-disabled={off}
      onClick={() => !off && onPress()}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}
