import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { authorship } from '../../shared/authorship';
import controls from '../../shared/controls.module.css';
import { count, duration } from '../../shared/plan/words';
import type { SocketState } from '../../shared/socket';
import type { CallState, Drafted } from './callState';
import styles from './PlanFoot.module.css';

export interface PlanFootProps {
  state: Exclude<CallState, { phase: 'idle' }>;
  line: SocketState;
  /** Nothing has come for a while. */
  silent: boolean;
  /** Whether the card shows something of the plan. */
  shown: boolean;
  onAgain: () => void;
  onReconnect: () => void;
}

/** Says in words where the run stands, and offers the one thing to do about it. */
export function PlanFoot({ state, line, silent, shown, onAgain, onReconnect }: PlanFootProps) {
  switch (state.phase) {
    case 'connecting':
      if (state.stopping) {
        return <p className={styles.words}>Stopping.</p>;
      }
      return line === 'unreachable' ? (
        <Offer words="Can’t reach the server. Still trying." action="Try now" onAction={onReconnect} />
      ) : (
        <p className={styles.words}>{line === 'open' ? 'Waiting for the planner.' : 'Connecting.'}</p>
      );
    case 'drafting':
      return <p className={styles.words}>{draftingWords(state.stopping, silent, state.run.torn)}</p>;
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
      return <Offer words={stoppedWords(shown, state.run?.text)} action="Draft again" onAction={onAgain} />;
    case 'failed':
      return (
        <div className={styles.offer}>
          <div className={styles.said}>
            <p role="alert" className={styles.failure}>
              {state.failure.message}
            </p>
            {shown && <p className={styles.words}>What had arrived is kept.</p>}
          </div>
          {state.failure.retryable && (
            <button type="button" className={controls.button} onClick={onAgain}>
              Try again
            </button>
          )}
        </div>
      );
    case 'lost':
      return (
        <Offer
          words={
            shown
              ? 'The connection was lost. What had arrived is kept.'
              : 'The connection was lost before any field was written.'
          }
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

function stoppedWords(shown: boolean, text: string | undefined): string {
  if (shown) {
    return 'Stopped. What had arrived is kept.';
  }
  // Words around the plan aren't shown, but they were written.
  return text ? 'Stopped before any field was written.' : 'Stopped before anything was written.';
}

function draftingWords(stopping: boolean, silent: boolean, torn: boolean): string {
  if (stopping) {
    return 'Stopping.';
  }
  if (silent) {
    return 'Still waiting for the model.';
  }
  return torn
    ? 'A part of the draft went missing on the way. The finished plan will have it.'
    : 'Each field appears as it is written.';
}

function facts({ call, run, usage }: Drafted): string {
  const said: string[] = [];
  if (run.firstTextAt !== undefined) {
    said.push(`First words after ${duration(run.firstTextAt - call.startedAt)}`);
  }
  if (usage !== undefined) {
    said.push(`${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`);
  }
  return said.join(' · ');
}
