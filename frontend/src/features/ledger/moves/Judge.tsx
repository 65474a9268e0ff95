import { useId, useRef, useState } from 'react';
import type { Call } from '../../../shared/api/types';
import { outcomes, outcomeWords } from '../outcomes';
import { Stamp } from '../Stamp';
import { fullMoment } from '../when';
import { MoveForm, type MoveProps } from './MoveForm';
import styles from './Moves.module.css';
import { NoteField } from './Note';
import { EntryNumber } from './nextEntry';
import { useAppend } from './useAppend';
import {
  checkVerdict,
  noVerdict,
  type VerdictDraft,
  type VerdictField,
  type VerdictProblems,
} from './verdict';

/** The judge's panel: what became of a call, on what evidence, and what saying so will write. */
export function Judge(props: MoveProps & { call: Call; early: boolean; onDone: (call: Call) => void }) {
  const { call, early, onDone, ...move } = props;
  const [draft, setDraft] = useState<VerdictDraft>(noVerdict);
  const [problems, setProblems] = useState<VerdictProblems>({});
  const id = useId();
  const fields = useRef<HTMLDivElement>(null);
  const words = draft.outcome === undefined ? undefined : outcomeWords(draft.outcome);
  const { append, pending, error } = useAppend(call.id, `Judged: ${words?.name ?? ''}`, (judged) => {
    setDraft(noVerdict);
    onDone(judged);
  });

  const change = (change: Partial<VerdictDraft>) => {
    setDraft({ ...draft, ...change });
    setProblems({});
  };
  const submit = () => {
    const check = checkVerdict(draft);
    if (check.ok) {
      setProblems({});
      append(check.entry);
    } else {
      setProblems(check.problems);
      const first = (['outcome', 'links', 'note'] as const).find((name) => name in check.problems);
      fields.current?.querySelector<HTMLElement>(firstControl[first ?? 'outcome'])?.focus();
    }
  };

  return (
    <MoveForm
      {...move}
      title="Judge this call"
      button="Add the verdict"
      busyButton="Adding"
      {...{ pending, error }}
      onSubmit={submit}
      effect={
        <>
          {words === undefined ? (
            <p>Choose what became of it, and this says what will be written.</p>
          ) : (
            <>
              <p>
                This adds <EntryNumber wanted={move.chosen} /> to your ledger: <b>{words.name}</b>. The call
                then wears this stamp:
              </p>
              <p>
                <Stamp outcome={words.outcome} alone />
              </p>
              <p>It can be undone by another entry; nothing is erased.</p>
            </>
          )}
          {early && (
            <p>
              It is due on {fullMoment(call.due)}. Judging it before is for when nothing that may still happen
              can change the outcome.
            </p>
          )}
        </>
      }
    >
      <div ref={fields}>
        <fieldset className={styles.outcomes} aria-describedby={`${id}-outcome-problem`}>
          <legend>What became of it, by its own criteria?</legend>
          {outcomes.map(({ outcome, name, meaning }) => (
            <label key={outcome} className={styles.outcome}>
              <input
                type="radio"
                name={`${id}-outcome`}
                value={outcome}
                checked={draft.outcome === outcome}
                onChange={() => change({ outcome })}
              />
              <span className={styles.name}>{name}</span>
              <span>{meaning}</span>
            </label>
          ))}
          <p id={`${id}-outcome-problem`} className={styles.problem} role="alert">
            {problems.outcome}
          </p>
        </fieldset>
        <div className={styles.field}>
          <label className={styles.label} htmlFor={`${id}-links`}>
            Links to the evidence, one a line
          </label>
          <textarea
            id={`${id}-links`}
            className={styles.text}
            dir="ltr"
            inputMode="url"
            spellCheck={false}
            autoCapitalize="off"
            placeholder="https://"
            value={draft.links}
            aria-invalid={problems.links !== undefined}
            aria-describedby={`${id}-links-hint`}
            onChange={(event) => change({ links: event.target.value })}
          />
          <p id={`${id}-links-hint`} className={problems.links === undefined ? styles.hint : styles.problem}>
            {problems.links ?? 'Where anyone can look it up. A link or a note is needed.'}
          </p>
        </div>
        <NoteField
          label="Note"
          text={draft.note}
          problem={problems.note}
          onChange={(note) => change({ note })}
        />
      </div>
    </MoveForm>
  );
}

const firstControl: Record<VerdictField, string> = {
  outcome: 'input[type="radio"]',
  links: 'textarea[dir="ltr"]',
  note: 'textarea[dir="auto"]',
};
