import { useLayoutEffect, useRef } from 'react';

/**
 * Keeps the rows below an element as high as they are when holding begins, so that nothing moves about while they fill.
 * What it is given to hold has to be all there by then.
 */
export function useHeldHeights(held: boolean) {
  const root = useRef<HTMLElement>(null);
  const heights = useRef(new WeakMap<HTMLElement, number>());
  useLayoutEffect(() => {
    const rows = root.current?.querySelectorAll<HTMLElement>('dl > div, ol[aria-label]') ?? [];
    for (const row of rows) {
      if (held) {
        const height = heights.current.get(row);
        row.style.minHeight = height === undefined ? '' : `${height}px`;
      } else {
        row.style.minHeight = '';
        heights.current.set(row, row.offsetHeight);
      }
    }
  });
  return root;
}
