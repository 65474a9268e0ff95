import { describe, expect, it } from 'vitest';
import { sheetOf } from '../../../shared/plan/planSheet';
import { editedFields, finishedAt, firstWordsAt, momentAt } from './replay';
import { aTranscript, pieces, plan } from './testing';

describe('a draft at a moment of its making', () => {
  it('has nothing before its first step', () => {
    expect(momentAt(aTranscript(), 0)).toMatchObject({ text: '', marks: [] });
  });

  it('shows a tool at work, and then what it did and for how long', () => {
    expect(momentAt(aTranscript(), 405).marks).toEqual([{ at: 400, words: 'Checking the time in Paris' }]);
    expect(momentAt(aTranscript(), 412).marks).toEqual([
      { at: 400, words: 'Checked the time in Paris', took: '12 ms' },
    ]);
  });

  it('has the words that had come by then, and the fields that they finish', () => {
    const { text, sheet, marks } = momentAt(aTranscript(), 1999);
    expect(text).toBe(pieces[0] + pieces[1]);
    expect(sheet.due).toEqual({ progress: 'done', value: plan.verification_date });
    expect(sheet.sources.progress).toBe('waiting');
    expect(marks).toHaveLength(1);
  });

  it('ends with all of it', () => {
    const { text, sheet, marks } = momentAt(aTranscript(), 4100);
    expect(text).toBe(pieces.join(''));
    expect(sheet).toEqual(sheetOf(plan));
    expect(marks.at(-1)).toEqual({ at: 4100, words: 'Plan ready' });
  });

  it('begins anew where the first answer was no plan', () => {
    const transcript = aTranscript({
      steps: [
        { type: 'retrying', at: 10, message: 'The model is busy. Trying again in 2 s.' },
        { type: 'text', at: 100, content: '{"prediction_statement":"Wrong","verification_date":"' },
        { type: 'repairing', at: 200, message: 'The model is writing it anew.' },
        { type: 'text', at: 300, content: pieces[0] },
      ],
    });
    expect(momentAt(transcript, 150).sheet.statement.value).toBe('Wrong');
    expect(momentAt(transcript, 250).text).toBe('');
    expect(momentAt(transcript, 300).text).toBe(pieces[0]);
    expect(momentAt(transcript, 300).marks.map(({ words }) => words)).toEqual([
      'The model is busy. Trying again in 2 s.',
      'The model is writing it anew.',
    ]);
    expect([...finishedAt(transcript)]).toEqual([['statement', 300]]);
  });

  it.each([
    [{ outcome: 'stopped' } as const, 'Stopped'],
    [{ outcome: 'error', code: 'model_timeout', message: 'Too slow.' } as const, 'Too slow.'],
  ])('says how it ended: %j', (fields, words) => {
    expect(momentAt(aTranscript(fields), 4100).marks.at(-1)?.words).toBe(words);
  });

  it('has a tool that never ended as one that didn’t, and takes arguments that aren’t JSON for none', () => {
    const steps = [{ type: 'tool', at: 5, name: 'current_time', input: 'Paris', state: 'started' }] as const;
    expect(momentAt(aTranscript({ steps: [...steps] }), 900).marks).toEqual([
      { at: 5, words: 'Checking the time' },
    ]);
  });

  it('knows when it began to write and when each field was finished', () => {
    expect(firstWordsAt(aTranscript())).toBe(800);
    expect(firstWordsAt(aTranscript({ steps: [] }))).toBeUndefined();
    expect(Object.fromEntries(finishedAt(aTranscript()))).toEqual({
      statement: 800,
      due: 1200,
      sources: 4000,
      criteria: 4000,
      steps: 4000,
      assumed: 4000,
    });
  });
});

describe('what was changed before it was logged', () => {
  it('is nothing where it is the same word for word', () => {
    expect(editedFields(plan, structuredClone(plan))).toEqual([]);
  });

  it('is named by its fields', () => {
    const method = { ...plan.verification_method, steps: ['Look twice'] };
    expect(
      editedFields(plan, { ...plan, verification_date: '2036-11-24T00:00:00Z', verification_method: method }),
    ).toEqual(['Due', 'Steps']);
    expect(editedFields(plan, { ...plan, prediction_statement: 'It snows.', assumptions: [] })).toEqual([
      'Statement',
      'Assumed',
    ]);
  });
});
