import { describe, expect, it } from 'vitest';
import { aPlan } from '../../features/call/testing';
import { fieldsDone, readSheet, sheetOf } from './planSheet';

const whole = JSON.stringify(aPlan);
const progress = (text: string) => Object.values(readSheet(text)).map((field) => field.progress);

describe('a plan that is still being written', () => {
  it('is empty before it has begun', () => {
    for (const text of ['', 'Let me think', '{', '```json\n{\n']) {
      expect(fieldsDone(readSheet(text))).toBe(0);
      expect(new Set(progress(text))).toEqual(new Set(['waiting']));
    }
  });

  it('shows a sentence as far as it has got', () => {
    expect(readSheet('{"prediction_statement":"It rains in Pa').statement).toEqual({
      progress: 'writing',
      value: 'It rains in Pa',
    });
  });

  it('has a field done when the model has closed it, and not before', () => {
    expect(readSheet('{"prediction_statement":"It rains."').statement.progress).toBe('done');
    expect(readSheet('{"verification_method":{"source":["a","b"').sources).toEqual({
      progress: 'writing',
      value: ['a', 'b'],
    });
    expect(readSheet('{"verification_method":{"source":["a","b"]').sources.progress).toBe('done');
  });

  it('has no field done in which nothing is said, but may assume nothing', () => {
    const sheet = readSheet(
      '{"prediction_statement":"","verification_date":" ","verification_method":{"source":[],"criteria":[""," "],"steps":[7]},"assumptions":[]}',
    );
    expect(fieldsDone(sheet)).toBe(0);
    expect(sheet.sources).toEqual({ progress: 'waiting', value: [] });
    expect(sheet.assumed.progress).toBe('done');
  });

  it('counts nested fields like the others', () => {
    const sheet = readSheet(whole.slice(0, whole.indexOf('"steps"')));
    expect(fieldsDone(sheet)).toBe(4);
    expect(sheet.steps.progress).toBe('waiting');
  });

  it('never goes back: what was done stays done, word by word', () => {
    let before = 0;
    for (let length = 0; length <= whole.length; length += 1) {
      const done = fieldsDone(readSheet(whole.slice(0, length)));
      expect(done).toBeGreaterThanOrEqual(before);
      before = done;
    }
    expect(before).toBe(5);
  });

  it('never shows what the finished plan does not begin with', () => {
    const finished = sheetOf(aPlan);
    for (let length = 0; length <= whole.length; length += 1) {
      const { statement, criteria } = readSheet(whole.slice(0, length));
      expect(finished.statement.value.startsWith(statement.value)).toBe(true);
      criteria.value.forEach((item, i) => {
        expect(finished.criteria.value[i]?.startsWith(item)).toBe(true);
      });
    }
  });

  it('ends as the validated plan', () => {
    expect(readSheet(whole)).toEqual(sheetOf(aPlan));
  });

  it('may stand in a fence and in prose, with braces of their own', () => {
    const text = `Here {as you asked} is the plan:\n\`\`\`json\n${whole}\n\`\`\`\nAnything else?`;
    expect(readSheet(text)).toEqual(sheetOf(aPlan));
  });

  it('may be cut inside an escape', () => {
    for (const cut of ['a\\', 'a\\u', 'a\\u00e', 'a\\"', 'a\\\\', 'a\\n']) {
      expect(readSheet(`{"prediction_statement":"${cut}`).statement.value).toMatch(/^a/);
    }
  });

  it('doesn’t show half an emoji', () => {
    expect(readSheet('{"prediction_statement":"up \\ud83d').statement.value).toBe('up ');
    expect(readSheet(`{"prediction_statement":"up ${'📈'.charAt(0)}`).statement.value).toBe('up ');
    expect(readSheet('{"prediction_statement":"up 📈').statement.value).toBe('up 📈');
  });

  it('may come in another order', () => {
    const sheet = readSheet('{"verification_date":"2026-11-23T23:59:59+01:00","prediction_statement":"It');
    expect(sheet.due.progress).toBe('done');
    expect(sheet.statement.progress).toBe('writing');
  });

  it('is not taken in by wrong types or strange keys', () => {
    const sheet = readSheet(
      '{"__proto__":{"prediction_statement":"x"},"prediction_statement":7,"verification_method":["source"],"assumptions":[1,"a",null]}',
    );
    expect(sheet.statement.value).toBe('');
    expect(sheet.sources).toEqual({ progress: 'waiting', value: [] });
    expect(sheet.assumed.value).toEqual(['a']);
  });

  it('doesn’t count what it assumed', () => {
    expect(fieldsDone(readSheet('{"assumptions":["a"]}'))).toBe(0);
  });
});
