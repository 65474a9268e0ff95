import { useState } from 'react';
import type { Call } from '../../../shared/api/types';
import { MoveForm, type MoveProps } from './MoveForm';
import { NoteField } from './Note';
import { EntryNumber } from './nextEntry';
import { noteProblem } from './note';
import { useAppend } from './useAppend';

/** Withdraws a call, after saying that this is for good. */
export function Withdraw(props: MoveProps & { call: Call; onDone: (call: Call) => void }) {
  const { call, onDone, ...move } = props;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const { append, pending, error } = useAppend(call.id, 'Withdrawn', (withdrawn) => {
    setText('');
    onDone(withdrawn);
  });

  const submit = () => {
    const wrong = noteProblem(text);
    setProblem(wrong);
    if (wrong === undefined) {
      const note = text.trim();
      append({ type: 'withdrawal', ...(note === '' ? {} : { note }) });
    }
  };

  return (
    <MoveForm
      {...move}
      title="Withdraw this call"
      button="Withdraw it"
      busyButton="Withdrawing"
      {...{ pending, error }}
      onSubmit={submit}
      effect={
        <p>
          This adds <EntryNumber wanted={move.chosen} /> to your ledger: <b>Withdrawn</b>. It says that you no
          longer stand by the call, which can then never be judged. Its number and its terms stay readable. A
          withdrawal can’t be taken back.
        </p>
      }
    >
      <NoteField
        label="Why, if you like"
        text={text}
        problem={problem}
        onChange={(typed) => {
          setText(typed);
          setProblem(undefined);
        }}
      />
    </MoveForm>
  );
}
