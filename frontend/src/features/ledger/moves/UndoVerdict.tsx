import type { Call } from '../../../shared/api/types';
import { outcomeWords } from '../outcomes';
import { MoveForm, type MoveProps } from './MoveForm';
import { EntryNumber } from './nextEntry';
import { useAppend } from './useAppend';

/** Undoes the verdict that stands, which stays readable. */
export function UndoVerdict(props: MoveProps & { call: Call; early: boolean; onDone: (call: Call) => void }) {
  const { call, early, onDone, ...move } = props;
  const { verdict } = call;
  const { append, pending, error } = useAppend(call.id, 'Verdict undone', onDone);
  return (
    <MoveForm
      {...move}
      title="Undo the verdict"
      button="Undo the verdict"
      busyButton="Undoing"
      {...{ pending, error }}
      onSubmit={() => verdict !== undefined && append({ type: 'undo', entry: verdict.entry })}
      effect={
        verdict !== undefined && (
          <p>
            This adds <EntryNumber wanted={move.chosen} /> to your ledger, which undoes entry {verdict.entry}:{' '}
            <b>{outcomeWords(verdict.outcome).name}</b>. Both stay readable, the call takes off its stamp, and
            it is {early ? 'open' : 'ready to judge'} again.
          </p>
        )
      }
    />
  );
}
