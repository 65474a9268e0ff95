import { describe, expect, it } from 'vitest';
import { ApiError, answerError, failureOf, silenceError } from './failure';
import { retries } from './queries';

describe('an answer that isn’t a success', () => {
  it('is told in the problem’s own words, with what is wrong by field', () => {
    const error = answerError(400, {
      type: '/problems/invalid',
      title: 'Something is wrong',
      detail: 'confidence is missing',
      errors: [
        { field: 'confidence', message: 'is missing' },
        { field: 'confidence', message: 'is also odd' },
        { line: 7, message: 'A whole sentence.' },
      ],
    });
    expect(error.failure).toEqual({
      message: 'Confidence is missing.',
      fields: { confidence: 'is missing' },
      retryable: false,
    });
    expect(error).toMatchObject({ status: 400, type: '/problems/invalid', refused: true });
  });

  it.each([
    [502, '<html>', 'The server has a problem of its own.', true],
    [429, undefined, 'That was too much at once. Wait a moment.', true],
    [413, { message: 'Request Entity Too Large' }, 'That is more than the server takes at once.', false],
    [404, { errors: 'x' }, 'There is no such thing here.', false],
    [400, null, 'The server turned that down.', false],
  ])(
    'of %i without a problem that can be read has words all the same',
    (status, body, message, retryable) => {
      expect(answerError(status, body).failure).toEqual({ message, fields: {}, retryable });
    },
  );

  it.each([
    [400, true],
    [409, true],
    [408, false],
    [500, false],
    [503, false],
  ])('of %i means that nothing was done: %s', (status, refused) => {
    expect(answerError(status, {}).refused).toBe(refused);
  });
});

describe('no answer', () => {
  it('is told apart from a late one', () => {
    expect(silenceError(new TypeError('x')).failure.message).toBe(
      'The server can’t be reached. Check the connection.',
    );
    expect(silenceError(new DOMException('x', 'TimeoutError')).failure.message).toBe(
      'The server took too long to answer.',
    );
    expect(silenceError(new TypeError('x')).refused).toBe(false);
  });
});

describe('a query', () => {
  it('is tried again where that may help, three times in all', () => {
    expect(retries(0, silenceError(undefined))).toBe(true);
    expect(retries(1, answerError(503, {}))).toBe(true);
    expect(retries(2, answerError(503, {}))).toBe(false);
    expect(retries(0, answerError(404, {}))).toBe(false);
    expect(retries(0, new Error('a fault of the page'))).toBe(false);
  });
});

it('anything else has words that blame nobody', () => {
  expect(failureOf(new Error('x is undefined')).message).toBe('Something went wrong on this page.');
  expect(failureOf(new ApiError({ message: 'No.', fields: {}, retryable: false })).message).toBe('No.');
});
