import { useState } from 'react';
import type { Call } from '../../../shared/api/types';
import { Confidence, confidenceProblemId } from '../../../shared/confidence/Confidence';
import { confidenceProblem, readConfidence } from '../../../shared/confidence/percent';
import { MoveForm, type MoveProps } from './MoveForm';
import styles from './Moves.module.css';
import { EntryNumber } from './nextEntry';
import { useAppend } from './useAppend';

/** Says that one has become more sure, or less. */
export function ChangeConfidence(props: MoveProps & { call: Call; onDone: (call: Call) => void }) {
  const { call, onDone, ...move } = props;
  const [text, setText] = useState(String(call.confidence));
  const [problem, setProblem] = useState<string>();
  const { append, pending, error } = useAppend(call.id, 'Confidence changed', onDone);
  const percent = readConfidence(text);

  const submit = () => {
    const wrong =
      confidenceProblem(text) ?? (percent === call.confidence ? `It says ${percent}% already.` : undefined);
    setProblem(wrong);
    if (wrong === undefined && percent !== undefined) {
      append({ type: 'confidence', confidence: percent });
    }
  };

  return (
    <MoveForm
      {...move}
      title="Change the confidence"
      button="Add it"
      busyButton="Adding"
      {...{ pending, error }}
      onSubmit={submit}
      effect={
        <p>
          This adds <EntryNumber wanted={move.chosen} /> to your ledger:{' '}
          <b>
            Confidence {call.confidence}% →{' '}
            {percent === undefined || percent === call.confidence ? '…' : `${percent}%`}
          </b>
          . What you said first, {call.firstConfidence}%, stays on the record.
        </p>
      }
    >
      <Confidence
        text={text}
        problem={problem}
        locked={pending}
        onChange={(typed) => {
          setText(typed);
          setProblem(undefined);
        }}
      />
      {problem !== undefined && (
        <p id={confidenceProblemId} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </MoveForm>
  );
}
