import type { SocketState } from '../../shared/socket';
import { type CallState, isBusy } from './callState';
import { Elapsed } from './Elapsed';
import styles from './PlanCard.module.css';
import { Offer, PlanFoot } from './PlanFoot';
import { DueRow, ListRow, type RowMood, StatementRow } from './PlanRows';
import { fieldsDone, type PlanSheet, showsAnything } from './planSheet';
import { ToolLines } from './ToolLines';

export interface PlanCardProps {
  state: CallState;
  sheet: PlanSheet;
  line: SocketState;
  /** Nothing has come for a while. */
  silent: boolean;
  /** The draft before the first of this page went with a reload. */
  lost: boolean;
  /** The prediction that the card is about, where the field no longer says it. */
  about: string | undefined;
  onAgain: () => void;
  onReconnect: () => void;
}

/** The streaming component: a plan as it is drafted, field by field, and what became of it. */
export function PlanCard(props: PlanCardProps) {
  const { state, sheet, line, silent, lost, about, onAgain, onReconnect } = props;
  const busy = isBusy(state);
  // Of a run that never began there is nothing to keep: the sheet is as blank as before the first.
  const mood: RowMood = busy ? 'live' : 'run' in state && state.run !== undefined ? 'over' : 'blank';
  const timezone = state.phase === 'idle' ? 'UTC' : state.call.timezone;
  return (
    <article className={styles.card} aria-label="Verification plan" aria-busy={busy}>
      <header className={styles.head}>
        <h2 className={styles.title}>Draft plan</h2>
        {state.phase !== 'idle' && (
          <p>
            {fieldsDone(sheet)} of 5 fields ·{' '}
            <Elapsed from={state.call.startedAt} to={'endedAt' in state ? state.endedAt : undefined} />
          </p>
        )}
      </header>
      {about !== undefined && (
        <p className={styles.about}>
          <span className={styles.aboutLabel}>About</span>{' '}
          <span className={styles.prediction} dir="auto">
            {about}
          </span>
        </p>
      )}
      <ToolLines state={state} />
      <dl className={styles.rows}>
        <StatementRow field={sheet.statement} mood={mood} hint="What exactly is claimed" />
        <DueRow field={sheet.due} mood={mood} hint="When it is decided" timezone={timezone} />
        <ListRow name="sources" field={sheet.sources} mood={mood} hint="Where anyone can look it up" />
        <ListRow
          name="criteria"
          field={sheet.criteria}
          mood={mood}
          hint="What makes it true, what makes it false"
        />
        <ListRow name="steps" field={sheet.steps} mood={mood} hint="How to check it" />
        {sheet.assumed.value.length > 0 && (
          <ListRow name="assumed" field={sheet.assumed} mood={mood} hint="" />
        )}
      </dl>
      {state.phase === 'idle' && lost && (
        <footer className={styles.foot}>
          <Offer
            words="The draft that was under way was lost with the reload."
            action="Draft again"
            onAction={onAgain}
          />
        </footer>
      )}
      {state.phase !== 'idle' && (
        <footer className={styles.foot}>
          <PlanFoot
            state={state}
            line={line}
            silent={silent}
            shown={showsAnything(sheet)}
            onAgain={onAgain}
            onReconnect={onReconnect}
          />
        </footer>
      )}
    </article>
  );
}
