/** The four verdicts in words: how one is chosen, how it reads, and the stamp that a call then wears. */
import type { Outcome } from '../../shared/api/types';

/** What a stamp says: the prediction held, it didn't, or nobody can say. */
export type StampKind = 'called' | 'missed' | 'none';

export interface OutcomeWords {
  outcome: Outcome;
  /** "Came true" */
  name: string;
  /** When to choose it, in a line. */
  meaning: string;
  stamp: StampKind;
}

export const outcomes: readonly OutcomeWords[] = [
  {
    outcome: 'came_true',
    name: 'Came true',
    meaning: 'By its own criteria, it happened in time.',
    stamp: 'called',
  },
  {
    outcome: 'did_not',
    name: 'Didn’t',
    meaning: 'By its own criteria, it didn’t happen in time.',
    stamp: 'missed',
  },
  {
    outcome: 'cant_tell',
    name: 'Can’t tell',
    meaning: 'The sources are silent, or they contradict each other.',
    stamp: 'none',
  },
  {
    outcome: 'void',
    name: 'Void',
    meaning: 'Its terms no longer make sense, as when an event was called off.',
    stamp: 'none',
  },
];

/** The words for a verdict. One that this page doesn't know yet reads as it was written. */
export function outcomeWords(outcome: Outcome): OutcomeWords {
  return (
    outcomes.find((one) => one.outcome === outcome) ?? { outcome, name: outcome, meaning: '', stamp: 'none' }
  );
}

export const stampWords: Record<StampKind, { mark: string; words: string }> = {
  called: { mark: '✓', words: 'Called it' },
  missed: { mark: '✕', words: 'Missed' },
  none: { mark: '?', words: 'No verdict' },
};
