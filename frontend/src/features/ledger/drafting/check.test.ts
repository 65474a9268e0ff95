import { describe, expect, it } from 'vitest';
import { aCall, entries } from '../testing';
import { check } from './check';
import { aTranscript, hashOf, loggedWith, textOf } from './testing';

const text = textOf(aTranscript());
const call = loggedWith(hashOf(text));

describe('a transcript', () => {
  it('fits the call that names its hash', () => {
    expect(check(call, text)).toEqual({
      kind: 'fits',
      entry: 30,
      hash: hashOf(text),
      transcript: aTranscript(),
    });
  });

  it('of which one character was changed doesn’t', () => {
    expect(check(call, text.replace('4100', '4101'))).toEqual({ kind: 'other', entry: 30 });
    expect(check(call, `${text}\n`)).toEqual({ kind: 'other', entry: 30 });
    expect(check(call, 'no JSON')).toEqual({ kind: 'other', entry: 30 });
  });

  it('that was changed together with the hash in its entry is given away by the entry’s own', () => {
    const changed = text.replace('4100', '4101');
    const [logged] = call.entries;
    const forged = { ...call, entries: [{ ...logged, transcript: { hash: hashOf(changed) } }] };
    expect(check(forged as typeof call, changed)).toEqual({ kind: 'entryChanged', entry: 30 });
  });

  it('isn’t vouched for by an entry that isn’t the one on the receipt, or that names none', () => {
    expect(check({ ...call, hash: '0'.repeat(64) }, text)).toEqual({ kind: 'entryChanged', entry: 30 });
    expect(check(aCall(), text)).toEqual({ kind: 'entryChanged', entry: 30 });
    expect(check(aCall({ entries: [entries.note(30, 'x')] }), text)).toEqual({
      kind: 'entryChanged',
      entry: 30,
    });
  });

  it('of a later form is known for that', () => {
    const later = text.replace('"v":1}', '"v":2}');
    expect(check(loggedWith(hashOf(later)), later)).toEqual({ kind: 'unknownForm', entry: 30 });
  });
});
