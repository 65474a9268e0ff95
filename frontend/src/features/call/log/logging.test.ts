// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NewCall } from '../../../shared/api/types';
import { aPlan } from '../testing';
import { withTry } from './attempt';
import { placeProblems } from './problems';
import { sendCall } from './sending';
import { addTags, readTags, writeTags } from './tagList';

const call: NewCall = { plan: aPlan, confidence: 70, tags: [] };
const edited: NewCall = { ...call, confidence: 60 };

describe('the key of a draft', () => {
  const newKey = 'new';

  it('is made at its first try', () => {
    expect(withTry(undefined, call, newKey)).toEqual({ key: 'new', sent: [call] });
  });

  it('stays for as long as an earlier try may have logged it, also when it was edited since', () => {
    const before = { key: 'old', sent: [call] };
    expect(withTry(before, { ...call }, newKey)).toBe(before);
    expect(withTry(before, edited, newKey)).toEqual({ key: 'old', sent: [call, edited] });
  });
});

describe('what became of a try', () => {
  const answers = (...answers: (Response | Error)[]) => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => {
        const answer = answers.shift();
        if (answer instanceof Response) {
          return answer;
        }
        throw answer;
      }),
    );
  };
  const problem = (status: number, fields: object) =>
    Response.json(fields, { status, headers: { 'Content-Type': 'application/problem+json' } });

  afterEach(() => vi.unstubAllGlobals());

  it('is that it was logged, the first time or before', async () => {
    answers(Response.json({ id: 'c', number: 3 }, { status: 201 }), Response.json({ id: 'c', number: 3 }));
    expect(await sendCall(call, 'k')).toEqual({ kind: 'logged', call: { id: 'c', number: 3 } });
    expect(await sendCall(call, 'k')).toEqual({ kind: 'logged', call: { id: 'c', number: 3 } });
    const request = vi.mocked(fetch).mock.calls[0]?.[0] as Request;
    expect(request.headers.get('Idempotency-Key')).toBe('k');
    expect(await request.json()).toEqual(call);
  });

  it('is known to be nothing where the server turned it down', async () => {
    answers(
      problem(400, {
        type: '/problems/invalid',
        detail: 'confidence is missing.',
        errors: [{ field: 'confidence', message: 'is missing' }],
      }),
    );
    expect(await sendCall(call, 'k')).toMatchObject({
      kind: 'refused',
      failure: { fields: { confidence: 'is missing' }, retryable: false },
    });
  });

  it.each([
    ['the server is out of reach', new TypeError('fetch failed')],
    ['the server is too slow', new DOMException('late', 'TimeoutError')],
    ['the server fails', new Response('<html>', { status: 502 })],
    ['the answer can’t be read', new Response('<html>', { status: 200 })],
    ['the answer is empty', new Response(null, { status: 204 })],
  ])('isn’t known where %s', async (_, answer) => {
    answers(answer);
    expect(await sendCall(call, 'k')).toMatchObject({ kind: 'unknown', failure: { retryable: true } });
  });

  it('may be that an earlier version was logged, and as which call', async () => {
    const reused = { type: '/problems/key-reused', detail: 'Used before.', call: 'c' };
    answers(problem(422, reused), Response.json({ id: 'c', number: 3 }));
    expect(await sendCall(edited, 'k')).toEqual({ kind: 'already', as: { id: 'c', number: 3 } });
    answers(problem(422, reused), new TypeError('fetch failed'));
    expect(await sendCall(edited, 'k')).toEqual({ kind: 'already', as: { id: 'c', number: undefined } });
    answers(problem(422, { type: '/problems/key-reused' }));
    expect(await sendCall(edited, 'k')).toEqual({ kind: 'already', as: undefined });
  });
});

describe('what the server finds wrong', () => {
  it('stands at its fields, each as a sentence', () => {
    expect(
      placeProblems({
        'plan.verification_date': 'is not in the future',
        'plan.verification_method.source': 'is empty',
        'tags[2]': 'is longer than 40 characters',
        'tags[3]': 'is blank',
        confidence: 'Nobody is that sure.',
        'Idempotency-Key': 'is missing',
      }),
    ).toEqual({
      due: 'The date is not in the future.',
      sources: 'The list of sources is empty.',
      tags: 'A tag is longer than 40 characters.',
      confidence: 'Nobody is that sure.',
    });
  });
});

describe('tags', () => {
  it('are split at commas, trimmed, in lower case, and each there once', () => {
    expect(addTags(['work'], ' Crypto, ,WORK，Äpfel ')).toEqual({
      tags: ['work', 'crypto', 'äpfel'],
      problem: '',
    });
  });

  it.each([
    ['too long', 'x'.repeat(41), 'A tag has at most 40 characters; this one has 41.'],
    ['too many', 'a,b,c,d,e,f,g,h,i,j', 'A call has at most 10 tags. Remove one first.'],
    ['unreadable', 'a\u0007b', 'A tag can’t hold a control character.'],
  ])('that are %s aren’t added at all', (_, text, problem) => {
    expect(addTags(['work'], text)).toEqual({ tags: ['work'], problem });
  });

  it('are kept as one text and read again', () => {
    expect(readTags(writeTags(['a b', 'c']))).toEqual(['a b', 'c']);
    expect(readTags('')).toEqual([]);
  });
});
