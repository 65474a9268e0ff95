/** The entries of a call as lines of its timeline, each in words. */
import type { Call, Entry, Outcome } from '../../../shared/api/types';
import { outcomeWords } from '../outcomes';

/** An entry as the timeline tells it. */
export interface TimelineEntry {
  number: number;
  /** When it was written, in the server's time. */
  at: string;
  hash: string;
  /** "Confidence 70% → 60%" */
  words: string;
  /** The stamp that it gave the call, where it is a verdict. */
  outcome?: Outcome;
  /** What someone added in their own words. */
  note?: string;
  evidence: readonly string[];
  /** The number of the entry by which it was undone. */
  undoneBy?: number;
  /** When it was first written, where it came from a file. */
  importedFrom?: string;
}

/** The call's entries, oldest first. */
export function timeline(call: Call): readonly TimelineEntry[] {
  const undone = new Map<number, number>();
  for (const entry of call.entries) {
    if (entry.type === 'undo') {
      undone.set(entry.entry, entry.number);
    }
  }
  let confidence = call.firstConfidence;
  return call.entries.map((entry) => {
    const before = confidence;
    if (entry.type === 'confidence' || entry.type === 'logged') {
      confidence = entry.confidence;
    }
    return { ...headOf(entry, undone), ...bodyOf(entry, before) };
  });
}

function headOf({ number, at, hash, imported }: Entry, undone: ReadonlyMap<number, number>) {
  const undoneBy = undone.get(number);
  return {
    ...{ number, at, hash, evidence: [] },
    ...(undoneBy === undefined ? {} : { undoneBy }),
    ...(imported === undefined ? {} : { importedFrom: imported.at }),
  };
}

function bodyOf(entry: Entry, before: number): Pick<TimelineEntry, 'words'> & Partial<TimelineEntry> {
  switch (entry.type) {
    case 'logged':
      return { words: `Logged as call ${entry.callNumber}, ${entry.confidence}% sure` };
    case 'confidence':
      return { words: `Confidence ${before}% → ${entry.confidence}%` };
    case 'note':
      return { words: 'Note', note: entry.note };
    case 'verdict':
      return {
        words: `Judged: ${outcomeWords(entry.outcome).name.toLowerCase()}`,
        outcome: entry.outcome,
        evidence: entry.evidence,
        ...noteOf(entry.note),
      };
    case 'undo':
      return { words: `Verdict of entry ${entry.entry} undone` };
    case 'withdrawal':
      return { words: 'Withdrawn', ...noteOf(entry.note) };
    default: {
      // Written by a later version of the service: that there is such an entry is known, and what kind it calls itself.
      const unknown: { type: string } = entry satisfies never;
      return { words: `Entry of a kind that this page doesn’t know: ${unknown.type}` };
    }
  }
}

function noteOf(note: string | undefined): { note?: string } {
  return note === undefined ? {} : { note };
}

/** Every confidence that was ever said of the call, oldest first, those that repeat the one before left out. */
export function confidences(call: Call): readonly number[] {
  const said = call.entries.flatMap((entry) =>
    entry.type === 'logged' || entry.type === 'confidence' ? [entry.confidence] : [],
  );
  return said.filter((percent, i) => percent !== said[i - 1]);
}

/** The number of the entry that logged the call. */
export function loggedEntry(call: Call): number | undefined {
  return call.entries.find((entry) => entry.type === 'logged')?.number;
}

/** What someone else needs to hold this ledger to this call later: "17:3fa9…", the entry's number and whole hash. */
export function receipt(call: Call): string {
  return `${loggedEntry(call) ?? ''}:${call.hash}`;
}

/** As much of a hash as tells it from its neighbours: "3fa9c2e1". */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
