import { useState } from 'react';
import type { Call } from '../../../shared/api/types';
import { MoveForm, type MoveProps } from './MoveForm';
import { NoteField } from './Note';
import { EntryNumber } from './nextEntry';
import { noteProblem } from './note';
import { useAppend } from './useAppend';

/** Adds a note, which can be done to any call at any time. */
export function AddNote(props: MoveProps & { call: Call; onDone: (call: Call) => void }) {
  const { call, onDone, ...move } = props;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const { append, pending, error } = useAppend(call.id, 'Note added', (noted) => {
    setText('');
    onDone(noted);
  });

  const submit = () => {
    const wrong = text.trim() === '' ? 'Write the note first.' : noteProblem(text);
    setProblem(wrong);
    if (wrong === undefined) {
      append({ type: 'note', note: text.trim() });
    }
  };

  return (
    <MoveForm
      {...move}
      title="Add a note"
      button="Add the note"
      busyButton="Adding"
      {...{ pending, error }}
      onSubmit={submit}
      effect={
        <p>
          This adds <EntryNumber wanted={move.chosen} /> to your ledger. Like every entry, it stays.
        </p>
      }
    >
      <NoteField
        label="Note"
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
