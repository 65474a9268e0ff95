/** What can be added to a call, by where it stands. The server has the last word. */
import type { CallState } from '../../../shared/api/types';

export type Move = 'judge' | 'confidence' | 'note' | 'undo' | 'withdraw';

export const moveNames: Record<Move, string> = {
  judge: 'Judge',
  confidence: 'Change confidence',
  note: 'Add a note',
  undo: 'Undo the verdict',
  withdraw: 'Withdraw',
};

/** In the order in which they are offered. */
export function allowedMoves(state: CallState): readonly Move[] {
  switch (state) {
    case 'open':
      return ['confidence', 'note', 'judge', 'withdraw'];
    case 'ready':
      return ['judge', 'note'];
    case 'judged':
      return ['undo', 'note'];
    case 'withdrawn':
      return ['note'];
    default:
      return state satisfies never;
  }
}
