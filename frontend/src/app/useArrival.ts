import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Begins each page that is gone to at its top, and tells its heading to take the focus. A page that is gone back to
 * stays where the browser scrolls it.
 */
export function useArrival(path: string): RefObject<boolean> {
  const arriving = useRef(false);
  const shown = useRef(path);
  const traversing = useRef(false);

  useEffect(() => {
    const onTraversal = () => {
      traversing.current = true;
      // The page is drawn before this. Traversals that stay on it, as to an anchor, mustn't count for the next.
      setTimeout(() => {
        traversing.current = false;
      });
    };
    // Before the router hears of it, which draws the page at once.
    window.addEventListener('popstate', onTraversal, { capture: true });
    return () => window.removeEventListener('popstate', onTraversal, { capture: true });
  }, []);

  // While it is drawn and not after: the heading of a page that is at hand asks before any effect of this one.
  if (shown.current !== path) {
    arriving.current = true;
  }
  useLayoutEffect(() => {
    if (shown.current !== path) {
      shown.current = path;
      if (!traversing.current) {
        window.scrollTo(0, 0);
      }
    }
  }, [path]);

  return arriving;
}
