import { useRef, useState } from 'react';
import type { Call } from '../../../shared/api/types';
import controls from '../../../shared/controls.module.css';
import { stateNow } from '../when';
import { AddNote } from './AddNote';
import { allowedMoves, type Move, moveNames } from './allowed';
import { ChangeConfidence } from './ChangeConfidence';
import { Judge } from './Judge';
import styles from './Moves.module.css';
import { UndoVerdict } from './UndoVerdict';
import { Withdraw } from './Withdraw';

/** What can be added to a call as it stands. One thing at a time is open; what was typed in the others is kept. */
export function Moves(props: {
  call: Call;
  now: Date;
  /** What is open. */
  chosen: Move | undefined;
  onChoose: (move: Move | undefined) => void;
  onDone: (call: Call, move: Move) => void;
}) {
  const { call, now, chosen, onChoose, onDone } = props;
  const [rounds, setRounds] = useState<Partial<Record<Move, number>>>({});
  const bar = useRef<HTMLDivElement>(null);
  const state = stateNow(call, now);
  const allowed = allowedMoves(state);
  const early = new Date(call.due).getTime() > now.getTime();

  const close = (move: Move) => {
    onChoose(undefined);
    bar.current?.querySelector<HTMLElement>(`[data-move="${move}"]`)?.focus();
  };
  const formOf = (move: Move) => ({
    key: `${move}-${rounds[move] ?? 0}`,
    call,
    chosen: chosen === move,
    allowed: allowed.includes(move),
    onClose: () => close(move),
    onDone: (after: Call) => {
      onChoose(undefined);
      // A fresh form next time: this one has done what it was for.
      setRounds({ ...rounds, [move]: (rounds[move] ?? 0) + 1 });
      onDone(after, move);
    },
  });
  const { key: judgeKey, ...judge } = formOf('judge');
  const { key: confidenceKey, ...confidence } = formOf('confidence');
  const { key: noteKey, ...note } = formOf('note');
  const { key: undoKey, ...undo } = formOf('undo');
  const { key: withdrawKey, ...withdraw } = formOf('withdraw');

  return (
    <section className={styles.moves} aria-label="Add to this call">
      <div ref={bar} className={styles.choices}>
        {allowed.map((move) => (
          <button
            key={move}
            type="button"
            data-move={move}
            className={`${controls.button} ${move === 'judge' && state === 'ready' && chosen !== 'judge' ? controls.primary : ''}`}
            aria-expanded={chosen === move}
            onClick={() => onChoose(chosen === move ? undefined : move)}
          >
            {moveNames[move]}
          </button>
        ))}
      </div>
      <Judge key={judgeKey} {...judge} early={early} />
      <ChangeConfidence key={confidenceKey} {...confidence} />
      <AddNote key={noteKey} {...note} />
      <UndoVerdict key={undoKey} {...undo} early={early} />
      <Withdraw key={withdrawKey} {...withdraw} />
    </section>
  );
}
