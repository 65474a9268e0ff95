import { lazy, Suspense, useState } from 'react';
import type { Call } from '../../../shared/api/types';
import { Waiting } from '../list/Waiting';
import styles from './Drafting.module.css';

const OpenTranscript = lazy(() =>
  import('./OpenTranscript').then((module) => ({ default: module.OpenTranscript })),
);

/** How the call's plan was drafted, for those who want to know: nothing of it is fetched before it is opened. */
export function Drafting({ call }: { call: Call }) {
  const [opened, setOpened] = useState(false);
  const { transcript } = call;
  if (transcript === undefined) {
    return null;
  }
  if (transcript.missing !== undefined) {
    return <p className={styles.missing}>{missingWords[transcript.missing]}</p>;
  }
  return (
    <details
      className={styles.drafting}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) {
          setOpened(true);
        }
      }}
    >
      <summary className={styles.summary}>How this plan was drafted</summary>
      {opened && (
        <Suspense fallback={<Waiting lines={4} words="Opening the transcript" />}>
          <OpenTranscript call={call} />
        </Suspense>
      )}
    </details>
  );
}

const missingWords = {
  unknown_run:
    'How this plan was drafted wasn’t kept: when the call was logged, the server no longer knew the draft.',
  under_way: 'How this plan was drafted wasn’t kept: when the call was logged, the draft was still going on.',
  too_long: 'How this plan was drafted wasn’t kept: it was too long.',
} as const;
