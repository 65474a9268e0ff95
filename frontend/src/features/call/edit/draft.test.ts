import { describe, expect, it } from 'vitest';
import type { Plan } from '../frame';
import { type Draft, type DraftEvent, hasEdits, isEdited, isEditing, newDraft, reduceDraft } from './draft';

const now = Date.parse('2026-11-22T12:00:00Z');
const plan: Plan = {
  prediction_statement: 'It rains in Paris.',
  verification_date: '2026-12-31T23:59:59+01:00',
  verification_method: { source: ['a'], criteria: ['b', 'c'], steps: ['d'] },
  initial_status: 'pending',
  assumptions: [],
};

function draftAfter(...events: DraftEvent[]): Draft {
  return events.reduce((draft, event) => reduceDraft(draft, event, 'Europe/Paris'), newDraft(plan));
}

const write = (value: string): DraftEvent => ({ type: 'changed', edit: { field: 'statement', value } });
const date = (day: string, time = '23:59'): DraftEvent => ({
  type: 'changed',
  edit: { field: 'due', value: { date: day, time } },
});
const list = (...texts: string[]): DraftEvent => ({
  type: 'changed',
  edit: { field: 'criteria', value: texts.map((text, id) => ({ id, text })) },
});
const opened = (field: 'statement' | 'due' | 'criteria' | 'assumed'): DraftEvent => ({
  type: 'opened',
  field,
});
const saved = (field: 'statement' | 'due' | 'criteria' | 'assumed', at = now): DraftEvent => ({
  type: 'saved',
  field,
  now: at,
});

describe('a field', () => {
  it('is edited from what it says, and is unchanged until that is saved', () => {
    const draft = draftAfter(opened('statement'), write('It snows.'));
    expect(isEditing(draft)).toBe(true);
    expect(draft.terms.statement).toBe('It rains in Paris.');
    expect(draft.edits.statement).toEqual({ field: 'statement', value: 'It snows.' });
  });

  it('is saved trimmed, and known to be edited', () => {
    const draft = draftAfter(opened('statement'), write('  It snows. '), saved('statement'));
    expect(draft.terms.statement).toBe('It snows.');
    expect(isEditing(draft)).toBe(false);
    expect(isEdited(draft, 'statement')).toBe(true);
  });

  it('that is saved as it was isn’t edited', () => {
    const draft = draftAfter(opened('due'), saved('due'), opened('criteria'), saved('criteria'));
    expect(hasEdits(draft)).toBe(false);
    expect(draft.terms.due).toBe('2026-12-31T23:59:59+01:00');
  });

  it('takes its changes back when it is cancelled', () => {
    const draft = draftAfter(opened('statement'), write('x'), { type: 'cancelled', field: 'statement' });
    expect(draft).toEqual(newDraft(plan));
  });

  it('goes back to what was drafted, also from the middle of an edit', () => {
    const draft = draftAfter(
      opened('statement'),
      write('x'),
      saved('statement'),
      opened('statement'),
      write('y'),
      {
        type: 'undone',
        field: 'statement',
      },
    );
    expect(draft).toEqual(newDraft(plan));
  });

  it('keeps its unsaved words while another is edited, saved and cancelled', () => {
    const draft = draftAfter(
      opened('statement'),
      write('half'),
      opened('due'),
      date('2027-01-31'),
      saved('due'),
      opened('criteria'),
      { type: 'cancelled', field: 'criteria' },
    );
    expect(draft.edits).toEqual({ statement: { field: 'statement', value: 'half' } });
    expect(draft.terms.due).toBe('2027-01-31T23:59:59+01:00');
  });

  it('that isn’t open can’t be changed', () => {
    expect(draftAfter(write('x'))).toEqual(newDraft(plan));
  });

  it('that is opened twice keeps what was typed', () => {
    expect(draftAfter(opened('statement'), write('x'), opened('statement')).edits.statement?.value).toBe('x');
  });
});

describe('a field that is wrong', () => {
  it.each([
    ['blank', write('  '), 'Write what is claimed.'],
    ['too long', write('x'.repeat(4002)), 'That is 2 characters too long. Shorten it to 4,000.'],
    ['unreadable', write('a\u0000b'), 'That holds a character that can’t be shown.'],
  ])('by a statement that is %s stays open and says why', (_, change, problem) => {
    const draft = draftAfter(opened('statement'), change, saved('statement'));
    expect(draft.problems).toEqual({ statement: problem });
    expect(draft.alarm).toEqual({ name: 'statement' });
    expect(draft.terms).toEqual(newDraft(plan).terms);
    expect(isEditing(draft)).toBe(true);
  });

  it.each([
    ['past', date('2026-11-21'), 'The date has to be ahead.'],
    ['this very minute', date('2026-11-22', '13:00'), 'The date has to be ahead.'],
    ['too far off', date('2177-01-01'), 'The date can be at most 150 years ahead.'],
    ['missing', date(''), 'Give a date and a time.'],
    ['without its time', date('2027-01-01', ''), 'Give a date and a time.'],
  ])('by a date that is %s stays open and says why', (_, change, problem) => {
    expect(draftAfter(opened('due'), change, saved('due')).problems).toEqual({ due: problem });
  });

  it.each([
    ['has nothing in it', list(' ', ''), 'Write at least one criterion.'],
    [
      'is too long',
      list(...Array.from({ length: 32 }, () => 'x')),
      'That is 2 too many. At most 30 are kept.',
    ],
    [
      'has an entry that is',
      list('a', 'x'.repeat(4001)),
      'Number 2 is 1 character too long. Shorten it to 4,000.',
    ],
  ])('by a list that %s stays open and says why', (_, change, problem) => {
    expect(draftAfter(opened('criteria'), change, saved('criteria')).problems).toEqual({ criteria: problem });
  });

  it('isn’t any more once it is changed', () => {
    expect(draftAfter(opened('statement'), write(''), saved('statement'), write('x')).problems).toEqual({});
  });
});

describe('a list', () => {
  it('leaves out entries that were never written', () => {
    expect(draftAfter(opened('criteria'), list('a', '', ' b '), saved('criteria')).terms.criteria).toEqual([
      'a',
      'b',
    ]);
  });

  it('of assumptions may be empty, and begins with a place to write', () => {
    const draft = draftAfter(opened('assumed'));
    expect(draft.edits.assumed?.value).toEqual([{ id: 0, text: '' }]);
    expect(reduceDraft(draft, saved('assumed'), 'UTC').problems).toEqual({});
  });
});

describe('a date', () => {
  it('has the offset of the person’s zone on that day', () => {
    expect(draftAfter(opened('due'), date('2027-07-01', '12:00'), saved('due')).terms.due).toBe(
      '2027-07-01T12:00:00+02:00',
    );
  });

  it('keeps its seconds with its time, and means the last minute of a day to its end', () => {
    expect(draftAfter(opened('due'), date('2027-07-01'), saved('due')).terms.due).toBe(
      '2027-07-01T23:59:59+02:00',
    );
    const noon = draftAfter(opened('due'), date('2027-07-01', '12:00'), saved('due'));
    const evening = reduceDraft(
      reduceDraft(noon, opened('due'), 'Europe/Paris'),
      date('2027-07-01'),
      'Europe/Paris',
    );
    expect(reduceDraft(evening, saved('due'), 'Europe/Paris').terms.due).toBe('2027-07-01T23:59:59+02:00');
  });
});

describe('a draft that is about to be logged', () => {
  const log: DraftEvent = { type: 'allSaved', now, problems: {} };

  it('takes in what stands in its editors', () => {
    const draft = draftAfter(opened('statement'), write('It snows.'), opened('due'), date('2027-07-01'), log);
    expect(draft.terms).toMatchObject({ statement: 'It snows.', due: '2027-07-01T23:59:59+02:00' });
    expect(isEditing(draft)).toBe(false);
  });

  it('leads to the first thing that is wrong with it', () => {
    const draft = draftAfter(opened('criteria'), list(''), opened('statement'), write(''), {
      ...log,
      problems: { confidence: 'Say it.' },
    });
    expect(draft.alarm).toEqual({ name: 'statement' });
    expect(Object.keys(draft.problems).sort()).toEqual(['confidence', 'criteria', 'statement']);
  });

  it('has its date looked at again, which may have passed since', () => {
    const draft = draftAfter({ ...log, now: Date.parse('2027-01-01T00:00:00Z') });
    expect(draft.problems).toEqual({ due: 'The date has to be ahead.' });
    expect(draft.edits.due).toBeDefined();
  });

  it('forgets what was found wrong before', () => {
    expect(draftAfter({ ...log, problems: { tags: 'No.' } }, log).problems).toEqual({});
  });

  it('has the fields opened that the server finds wrong', () => {
    const draft = draftAfter({
      type: 'faulted',
      problems: { due: 'The date is not in the future.', tags: 'A tag is blank.' },
    });
    expect(draft.edits.due).toBeDefined();
    expect(draft.alarm).toEqual({ name: 'due' });
    expect(reduceDraft(draft, { type: 'minded', name: 'tags' }, 'UTC').problems).toEqual({
      due: 'The date is not in the future.',
    });
  });
});
