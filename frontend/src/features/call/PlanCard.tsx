import { useRef } from 'react';
import { type FieldName, fieldsDone, type PlanSheet, showsAnything } from '../../shared/plan/planSheet';
import type { SocketState } from '../../shared/socket';
import { type CallState, callOf, isBusy, isDrafted } from './callState';
import { useDesk } from './Desk';
import { Elapsed } from './Elapsed';
import { isEdited } from './edit/draft';
import type { RowTools } from './edit/RowActions';
import { LogBar } from './log/LogBar';
import { Tags } from './log/Tags';
import styles from './PlanCard.module.css';
import { PlanFoot } from './PlanFoot';
import { DueRow, ListRow, type RowMood, StatementRow, TagsRow } from './PlanRows';
import { PutAside } from './PutAside';
import { ToolLines } from './ToolLines';

export interface PlanCardProps {
  state: CallState;
  sheet: PlanSheet;
  line: SocketState;
  /** What is wrong with it, in words. */
  trouble: string | undefined;
  /** Nothing has come for a while. */
  silent: boolean;
  /** The prediction that the card is about, where the field no longer says it. */
  about: string | undefined;
  onAgain: () => void;
  onReconnect: () => void;
}

/** The lists that every plan has, and what each is for. */
const lists = [
  ['sources', 'Where anyone can look it up'],
  ['criteria', 'What makes it true, what makes it false'],
  ['steps', 'How to check it'],
] as const;

/** The streaming component: a plan as it is drafted, field by field, and what became of it. */
export function PlanCard(props: PlanCardProps) {
  const { state, sheet, line, trouble, silent, about, onAgain, onReconnect } = props;
  const busy = isBusy(state);
  // Of a run that never began there is nothing to keep: the sheet is as blank as before the first.
  const mood: RowMood = busy ? 'live' : 'run' in state && state.run !== undefined ? 'over' : 'blank';
  const call = callOf(state);
  const timezone = call?.timezone ?? 'UTC';
  const drafted = isDrafted(state) ? state : undefined;
  const { aside, bringBack, forget, change, tagging, confidence, setConfidence, log, logAnother } = useDesk();
  const locked = state.phase === 'logging';
  const keepRoom = 'run' in state && state.run?.rewritten === true;
  const title = useRef<HTMLHeadingElement>(null);
  // The buttons of the draft that was put aside go away with it: the focus stays on the card.
  const inPlace = (act: () => void) => () => {
    title.current?.focus({ preventScroll: true });
    act();
  };
  const tools = (name: FieldName): RowTools | undefined =>
    drafted && {
      edit: drafted.draft.edits[name],
      edited: isEdited(drafted.draft, name),
      problem: drafted.draft.problems[name],
      ...{ locked, timezone, change },
    };
  const row = (name: FieldName) => ({ mood, keepRoom, tools: tools(name) });
  return (
    <article className={styles.card} aria-label="Verification plan" aria-busy={busy}>
      <header className={styles.head}>
        <h2 ref={title} tabIndex={-1} className={styles.title}>
          Draft plan
        </h2>
        {call !== undefined && (
          <p>
            {fieldsDone(sheet)} of 5 fields
            {call.startedAt !== undefined && (
              <>
                {' · '}
                <Elapsed from={call.startedAt} to={'endedAt' in state ? state.endedAt : undefined} />
              </>
            )}
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
      <ToolLines state={state} line={line} />
      <dl className={styles.rows}>
        <StatementRow {...row('statement')} field={sheet.statement} hint="What exactly is claimed" />
        <DueRow {...row('due')} field={sheet.due} hint="When it is decided" timezone={timezone} />
        {lists.map(([name, hint]) => (
          <ListRow key={name} {...row(name)} name={name} field={sheet[name]} hint={hint} />
        ))}
        {(drafted !== undefined || sheet.assumed.value.length > 0) && (
          <ListRow {...row('assumed')} name="assumed" field={sheet.assumed} hint="" />
        )}
        {drafted !== undefined && (
          <TagsRow>
            <Tags
              tags={tagging.tags}
              written={tagging.written}
              problem={tagging.problem || drafted.draft.problems.tags}
              locked={locked}
              onWrite={tagging.write}
              onAdd={tagging.add}
              onRemove={tagging.remove}
            />
          </TagsRow>
        )}
      </dl>
      {state.phase !== 'idle' && (
        <footer className={styles.foot}>
          <PlanFoot
            state={state}
            line={line}
            trouble={trouble}
            silent={silent}
            shown={showsAnything(sheet)}
            onAgain={onAgain}
            onReconnect={onReconnect}
          />
          {drafted !== undefined && (
            <LogBar
              confidence={{
                text: confidence,
                problem: drafted.draft.problems.confidence,
                locked,
                onChange: setConfidence,
              }}
              logging={locked}
              trouble={drafted.trouble}
              onLog={log}
              onLogAnother={logAnother}
            />
          )}
          {aside !== undefined && !busy && (
            <PutAside
              tried={aside.attempt !== undefined}
              onBringBack={inPlace(bringBack)}
              onForget={inPlace(forget)}
            />
          )}
        </footer>
      )}
    </article>
  );
}
