/** A verdict as it is being made: what is missing in it, and what it will write. */
import type { NewEntry, Outcome } from '../../../shared/api/types';
import { linksIn, linksProblem } from './links';
import { noteProblem } from './note';

export interface VerdictDraft {
  outcome: Outcome | undefined;
  /** Links as they were typed, one a line. */
  links: string;
  note: string;
}

export const noVerdict: VerdictDraft = { outcome: undefined, links: '', note: '' };

export type VerdictField = 'outcome' | 'links' | 'note';
export type VerdictProblems = Partial<Record<VerdictField, string>>;

export type VerdictCheck = { ok: true; entry: NewEntry } | { ok: false; problems: VerdictProblems };

/** The entry that the draft would write, or what is wrong with it, by field. */
export function checkVerdict({ outcome, links, note }: VerdictDraft): VerdictCheck {
  const evidence = linksIn(links);
  const said = note.trim();
  const problems: VerdictProblems = {};
  if (outcome === undefined) {
    problems.outcome = 'Choose what became of it.';
  }
  const badLinks = linksProblem(evidence);
  if (badLinks !== undefined) {
    problems.links = badLinks;
  } else if (evidence.length === 0 && said === '') {
    problems.links = 'Give a link or a note, so that someone else can follow you.';
  }
  const badNote = noteProblem(note);
  if (badNote !== undefined) {
    problems.note = badNote;
  }
  if (outcome === undefined || Object.keys(problems).length > 0) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    entry: { type: 'verdict', outcome, evidence: [...evidence], ...(said === '' ? {} : { note: said }) },
  };
}
