import { useCallback, useEffect, useState } from 'react';

/** Where a replay stands, in milliseconds, and what moves it. It begins at its end, so that all of it is there to read. */
export function usePlayback(length: number) {
  const [at, setAt] = useState(length);
  const [playing, setPlaying] = useState(false);

  useEffect(() => {
    if (!playing) {
      return;
    }
    let last: number | undefined;
    let frame = requestAnimationFrame(function step(now) {
      const passed = last === undefined ? 0 : now - last;
      last = now;
      setAt((before) => Math.min(length, before + passed));
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, length]);

  useEffect(() => {
    if (at >= length) {
      setPlaying(false);
    }
  }, [at, length]);

  const toggle = useCallback(() => {
    setPlaying((before) => !before);
    setAt((before) => (before >= length ? 0 : before));
  }, [length]);

  const seek = useCallback((to: number) => {
    setPlaying(false);
    setAt(to);
  }, []);

  return { at, playing, toggle, seek };
}

const query = '(prefers-reduced-motion: reduce)';

/** Whether whoever reads has asked for as little motion as can be. */
export function useStillness(): boolean {
  const [still, setStill] = useState(() => globalThis.matchMedia?.(query).matches ?? false);
  useEffect(() => {
    const media = globalThis.matchMedia?.(query);
    const listen = () => setStill(media?.matches ?? false);
    media?.addEventListener('change', listen);
    return () => media?.removeEventListener('change', listen);
  }, []);
  return still;
}
