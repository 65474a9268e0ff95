import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readTranscript } from '../../../shared/api/client';
import { transcriptKey } from '../../../shared/api/queries';
import type { Call, Transcript } from '../../../shared/api/types';
import { count, elapsed } from '../../../shared/plan/words';
import sheet from '../card/CallCard.module.css';
import { shortHash } from '../card/entryWords';
import { Row } from '../card/Row';
import { Waiting } from '../list/Waiting';
import { Time } from '../Time';
import { Trouble } from '../Trouble';
import { minuteOf } from '../when';
import { type Checked, check } from './check';
import styles from './Drafting.module.css';
import { Replay } from './Replay';
import { editedFields, firstWordsAt } from './replay';

/** The transcript, once it is here and was found to be the one that the call was logged with. */
export function OpenTranscript({ call }: { call: Call }) {
  const { id } = call;
  const text = useQuery({
    queryKey: transcriptKey(id),
    queryFn: ({ signal }) => readTranscript(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const checked = useMemo(
    () => (text.data === undefined ? undefined : check(call, text.data)),
    [call, text.data],
  );
  if (checked === undefined) {
    return text.isError && !text.isFetching ? (
      <div className={styles.inset}>
        <Trouble what="The transcript didn’t open." error={text.error} onRetry={() => void text.refetch()} />
      </div>
    ) : (
      <div className={styles.inset}>
        <Waiting lines={4} words="Opening the transcript" />
      </div>
    );
  }
  return checked.kind === 'fits' ? (
    <Shown call={call} checked={checked} />
  ) : (
    <p role="alert" className={styles.doubt}>
      {doubt(checked)}
    </p>
  );
}

function doubt({ kind, entry }: Exclude<Checked, { kind: 'fits' }>): string {
  switch (kind) {
    case 'other':
      return `This isn’t the transcript that the call was logged with: entry ${entry} has another hash. It isn’t shown.`;
    case 'entryChanged':
      return `Entry ${entry} isn’t what it has the hash of, so nothing vouches for this transcript. It isn’t shown.`;
    case 'unknownForm':
      return `The transcript is the one that entry ${entry} has the hash of. Its form is newer than this page; load the page again.`;
    default:
      return kind satisfies never;
  }
}

function Shown({ call, checked }: { call: Call; checked: Extract<Checked, { kind: 'fits' }> }) {
  const { transcript, entry, hash } = checked;
  const firstAt = firstWordsAt(transcript);
  return (
    <>
      <dl className={sheet.rows}>
        <Row label="Asked">
          <p className={sheet.prompt} dir="auto">
            {transcript.prompt}
          </p>
        </Row>
        <Row label="Planner">
          <p className={styles.facts}>
            {transcript.model !== undefined && <span>{transcript.model}</span>}
            <Time of={transcript.startedAt} words={minuteOf(transcript.startedAt)} />
            {firstAt !== undefined && <span>first words after {elapsed(firstAt)}</span>}
            <span>{elapsed(transcript.durationMs)} in all</span>
            {transcript.usage !== undefined && (
              <span>
                {count(transcript.usage.inputTokens)} tokens in, {count(transcript.usage.outputTokens)} out
              </span>
            )}
          </p>
        </Row>
        <Row label="Logged">
          <p>{changes(transcript, call)}</p>
        </Row>
        <Row label="Checked">
          <p>
            This browser found that it is the transcript that entry {entry} has the hash of.{' '}
            <code className={styles.hash} title={hash}>
              {shortHash(hash)}…
            </code>
          </p>
        </Row>
      </dl>
      <Replay transcript={transcript} />
    </>
  );
}

/** What the person made of the draft. */
function changes({ outcome, plan }: Transcript, call: Call): string {
  if (outcome === 'stopped') {
    return 'The planner was stopped, and the plan was finished by hand.';
  }
  if (plan === undefined) {
    return 'The planner didn’t get to a plan; it was written by hand.';
  }
  const edited = editedFields(plan, call.plan);
  return edited.length === 0
    ? 'As it was drafted, word for word.'
    : `Edited before it was logged: ${edited.join(', ').toLowerCase()}.`;
}
