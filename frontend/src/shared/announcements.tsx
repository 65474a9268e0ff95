import { createContext, type ReactNode, useContext, useState } from 'react';
import controls from './controls.module.css';

const Say = createContext<(words: string) => void>(() => undefined);

/** The page's one polite status region: what a screen reader is told without being asked, whichever page is shown. */
export function Announcements({ children }: { children: ReactNode }) {
  const [said, say] = useState('');
  return (
    <Say value={say}>
      {children}
      <p role="status" className={controls.unseen}>
        {said}
      </p>
    </Say>
  );
}

/** Says something in the status region, in place of what it said before. An error belongs into an alert instead. */
export function useSay(): (words: string) => void {
  return useContext(Say);
}
