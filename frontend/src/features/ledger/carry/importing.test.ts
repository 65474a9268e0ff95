import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../shared/api/failure';
import { badLineWords, ImportError, importCalls, resultWords, sizeWords } from './importing';

const answer = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }));

const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('importing a file', () => {
  it('tells what came of it', async () => {
    const result = { imported: { calls: 3, entries: 9 }, skipped: { calls: 1 } };
    answer(200, result);
    expect(await importCalls(new Blob(['x']))).toEqual(result);
  });

  it('names the bad lines of a file of which nothing was imported', async () => {
    const errors = [{ line: 7, field: 'due', message: 'has to be a date' }, { message: 'no header' }];
    answer(422, { title: 'Bad', status: 422, detail: 'Two lines can’t be read', errors });
    const error = await caught(importCalls(new Blob(['x'])));
    expect(error).toBeInstanceOf(ImportError);
    expect(error).toMatchObject({ message: 'Two lines can’t be read.', lines: errors });
  });

  it('doesn’t claim that nothing was imported where that isn’t known', async () => {
    answer(500, 'oops');
    expect(await caught(importCalls(new Blob(['x'])))).toBeInstanceOf(ApiError);
    answer(200, { imported: 'yes' });
    expect(await caught(importCalls(new Blob(['x'])))).toBeInstanceOf(ApiError);
  });
});

describe('the words for an import', () => {
  it.each([
    [3, 9, 1, '3 calls with 9 entries imported, 1 was already there.'],
    [1, 1, 0, '1 call with 1 entry imported.'],
    [1200, 3000, 12, '1,200 calls with 3,000 entries imported, 12 were already there.'],
    [0, 0, 4, 'Nothing new: all its 4 calls were already there.'],
    [0, 0, 1, 'Nothing new: its one call was already there.'],
    [0, 0, 0, 'There was no call in the file.'],
  ])('%i calls, %i entries, %i skipped', (calls, entries, skipped, words) => {
    expect(resultWords({ imported: { calls, entries }, skipped: { calls: skipped } })).toBe(words);
  });

  it('say where a line is wrong as far as that is known', () => {
    expect(badLineWords({ line: 7, field: 'due', message: 'has to be a date' })).toBe(
      'Line 7, due: has to be a date',
    );
    expect(badLineWords({ line: 7, message: 'is too long' })).toBe('Line 7: is too long');
    expect(badLineWords({ message: 'no header' })).toBe('no header');
  });

  it.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [14_200, '14 kB'],
    [999_600, '1.0 MB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});
