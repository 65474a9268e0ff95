import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useSay } from '../../shared/announcements';
import { authorship } from '../../shared/authorship';
import controls from '../../shared/controls.module.css';
import { count, countdown, duration } from '../../shared/plan/words';
import { looksOpen, type SocketState } from '../../shared/socket';
import type { CallState, Drafted } from './callState';
import styles from './PlanFoot.module.css';
import { useCountdown } from './useCountdown';

type PhaseOf<P extends CallState['phase']> = Extract<CallState, { phase: P }>;

export interface PlanFootProps {
  state: Exclude<CallState, { phase: 'idle' }>;
  line: SocketState;
  /** What is wrong with it, in words. */
  trouble: string | undefined;
  /** Nothing has come for a while. */
  silent: boolean;
  /** Whether the card shows something of the plan. */
  shown: boolean;
  onAgain: () => void;
  onReconnect: () => void;
}

/** Says in words where the run stands, and offers the one thing to do about it. */
export function PlanFoot(props: PlanFootProps) {
  const { state, line, trouble, silent, shown, onAgain, onReconnect } = props;
  switch (state.phase) {
    case 'connecting':
      return (
        <Waiting
          words={looksOpen(line) ? 'Waiting for the planner.' : 'Connecting.'}
          {...{ state, trouble, onReconnect }}
        />
      );
    case 'opening':
      return <Waiting words="Opening the draft…" {...{ state, trouble, onReconnect }} />;
    case 'lost':
      return <Waiting words="The connection is lost. Trying again…" {...{ state, trouble, onReconnect }} />;
    case 'resuming':
      return <Waiting words="Catching up…" {...{ state, trouble, onReconnect }} />;
    case 'drafting':
      return (
        <Waiting
          words={<DraftingWords state={state} silent={silent} />}
          {...{ state, trouble, onReconnect }}
        />
      );
    case 'ready':
    case 'editing':
    case 'logging':
      return (
        <>
          <p className={styles.words}>{authorship(state.model)}</p>
          <p className={styles.facts}>{facts(state)}</p>
        </>
      );
    case 'logged':
      return (
        <p className={styles.words}>
          Logged as <Link href={`/calls/${state.logged.id}`}>call {state.logged.number}</Link>.
        </p>
      );
    case 'stopped':
      return <Offer words={stoppedWords(state, shown)} action="Draft again" onAction={onAgain} />;
    case 'failed':
      return <Failed state={state} shown={shown} onAgain={onAgain} />;
    case 'gone':
      return state.call === undefined ? (
        <p className={styles.words}>{goneWords}</p>
      ) : (
        <Offer
          words={shown ? `${goneWords} What had arrived is kept.` : goneWords}
          action="Draft again"
          onAction={onAgain}
        />
      );
    default:
      return state satisfies never;
  }
}

/** What happened, and the button for it. */
export function Offer(props: {
  words: ReactNode;
  action: string;
  onAction: () => void;
  /** What else can be done, which is less likely to be wanted. */
  less?: ReactNode;
}) {
  return (
    <div className={styles.offer}>
      <p className={`${styles.words} ${styles.said}`}>{props.words}</p>
      <div className={styles.ways}>
        <button type="button" className={controls.button} onClick={props.onAction}>
          {props.action}
        </button>
        {props.less}
      </div>
    </div>
  );
}

const goneWords = 'The server doesn’t have this draft any more.';

/** While there is nothing to do but wait; where the line is at fault there is one thing. */
function Waiting(props: {
  words: ReactNode;
  state: { stopping: boolean };
  trouble: string | undefined;
  onReconnect: () => void;
}) {
  const { trouble } = props;
  if (props.state.stopping) {
    return <p className={styles.words}>Stopping.</p>;
  }
  return trouble === undefined ? (
    <p className={styles.words}>{props.words}</p>
  ) : (
    <Offer words={trouble} action="Try now" onAction={props.onReconnect} />
  );
}

function DraftingWords({ state, silent }: { state: PhaseOf<'drafting'>; silent: boolean }) {
  const { note } = state.run;
  const left = useCountdown(note?.kind === 'retrying' ? note.at : undefined);
  if (note?.kind === 'retrying') {
    const tries = `(try ${note.attempt})`;
    return left > 0
      ? `${withoutTime(note.message)} Trying again in ${countdown(left)} ${tries}.`
      : `Asking the model once more ${tries}.`;
  }
  if (silent) {
    return 'Still waiting for the model.';
  }
  return note === undefined ? 'Each field appears as it is written.' : note.message;
}

/** The server says when it tries again as that was when it said so; here the time runs. */
function withoutTime(message: string): string {
  return message.replace(/ Trying again (?:in \d+ s|now)\.$/, '');
}

/** What went wrong, and the way on; where the server knows when that is open, only from then on. */
function Failed(props: { state: PhaseOf<'failed'>; shown: boolean; onAgain: () => void }) {
  const { state, shown, onAgain } = props;
  const { message, retryable, retryAfterMs } = state.failure;
  const left = useCountdown(retryAfterMs === undefined ? undefined : state.endedAt + retryAfterMs);
  const waits = left > 0;
  const waited = useRef(false);
  const say = useSay();
  useEffect(() => {
    if (waited.current && !waits) {
      say('You can try again now');
    }
    waited.current = waits;
  }, [waits, say]);
  return (
    <div className={styles.offer}>
      <div className={styles.said}>
        <p role="alert" className={styles.failure}>
          {message}
        </p>
        {shown && <p className={styles.words}>What had arrived is kept.</p>}
      </div>
      {retryable && (
        <div className={styles.ways}>
          <button
            type="button"
            className={controls.button}
            aria-disabled={waits}
            aria-describedby={waits ? 'try-again-in' : undefined}
            onClick={() => !waits && onAgain()}
          >
            Try again
          </button>
          {waits && (
            <span id="try-again-in" className={styles.facts}>
              in {countdown(left)}
            </span>
          )}
        </div>
      )}
    </div>
  );
}

function stoppedWords({ run, away }: PhaseOf<'stopped'>, shown: boolean): string {
  if (away) {
    return shown
      ? 'Stopped while there was no connection. What had arrived is kept.'
      : 'Stopped while there was no connection.';
  }
  if (shown) {
    return 'Stopped. What had arrived is kept.';
  }
  // Words around the plan aren't shown, but they were written.
  return run?.text ? 'Stopped before any field was written.' : 'Stopped before anything was written.';
}

function facts({ call, run, usage }: Drafted): string {
  const said: string[] = [];
  if (run.firstTextAt !== undefined && call.startedAt !== undefined && !run.opened) {
    said.push(`First words after ${duration(run.firstTextAt - call.startedAt)}`);
  }
  if (usage !== undefined) {
    said.push(`${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`);
  }
  return said.join(' · ');
}
