import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf } from './fields';
import { readReceipt } from './receipt';
import { type Json, StrictJson } from './strictJson';
import { decoded, type Finding, notUtf8, verifyChain } from './verifyChain';

interface Case {
  file: string;
  finding: Finding['kind'];
  receipt?: string;
  entry?: number;
  reason?: string;
  owner?: string;
  entries?: number;
  calls?: number;
  head?: string;
  remarks?: string[];
}

const folder = join(import.meta.dirname, '../../src/test/resources/proof');
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Case[];

const bytesOf = (file: string): Uint8Array => readFileSync(join(folder, file));

function verify(bytes: Uint8Array, receipt?: string): Finding {
  const text = decoded(bytes);
  return text === undefined
    ? notUtf8
    : verifyChain(text, receipt === undefined ? undefined : readReceipt(receipt));
}

/** A finding in the words of the index that the Java tests read as well. */
function indexed(finding: Finding): Omit<Case, 'file' | 'receipt'> {
  switch (finding.kind) {
    case 'holds': {
      const { owner, entries, head, remarks } = finding;
      return { finding: 'holds', owner, entries, calls: finding.calls.length, head, remarks: [...remarks] };
    }
    case 'broken':
      return {
        finding: 'broken',
        ...(finding.entry === undefined ? {} : { entry: finding.entry }),
        reason: finding.reason,
      };
    default:
      return { finding: 'unreadable', reason: finding.reason };
  }
}

describe('the cases that the Java verifier is held to as well', () => {
  it.each(cases)('$file: $finding $entry $reason', ({ file, receipt, ...expected }) => {
    expect(indexed(verify(bytesOf(file), receipt))).toEqual(expected);
  });

  it('are all of the files', () => {
    expect(new Set(cases.map(({ file }) => file))).toEqual(
      new Set(readdirSync(folder).filter((file) => file !== 'cases.json')),
    );
  });
});

describe('a proof that holds', () => {
  it('says what each call stands at', () => {
    const finding = verify(bytesOf('holds.json'));

    expect(finding.kind === 'holds' && finding.calls).toMatchObject([
      { number: 1, judgedIn: 6, outcome: 'cant_tell', withdrawnIn: 0, imported: false },
      { number: 2, judgedIn: 0, withdrawnIn: 7, statement: 'It rains in Basel on Friday' },
      { number: 3, judgedIn: 0, withdrawnIn: 0, imported: true },
    ]);
  });

  it('is broken by another byte in any entry', () => {
    const proof = bytesOf('holds.json');
    const data = JSON.parse(decoded(proof) ?? '') as unknown;
    const start = new TextDecoder().decode(proof).indexOf('"chain"');
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: proof.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const changed = Uint8Array.from(proof);
          changed[at] = (changed[at] ?? 0) ^ flip;
          if (verify(changed).kind === 'holds') {
            // Another white space, say: other bytes for the same data.
            expect(JSON.parse(decoded(changed) ?? '')).toEqual(data);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('strict JSON', () => {
  it('reads what JSON.stringify writes', () => {
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.string({ unit: 'binary' }),
        fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { noNullPrototype: false }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.nat({ max: 4 }), (json, indent) => {
        const read = new StrictJson(JSON.stringify(json, null, indent)).value(0);
        expect(canonicalize(read)).toBe(canonicalize(json));
      }),
    );
  });
});

describe('a moment', () => {
  it.each([
    ['2026-11-22T17:18:35.123Z', Date.UTC(2026, 10, 22, 17, 18, 35, 123)],
    ['2027-12-31T23:59:59-05:00', Date.UTC(2028, 0, 1, 4, 59, 59)],
    ['2024-02-29T00:00+18:00', Date.UTC(2024, 1, 28, 6)],
    ['0099-01-01T00:00:00Z', -59042995200000],
  ])('is read from %s', (written, moment) => {
    expect(momentOf(written)).toBe(moment);
  });

  it.each(['2023-02-29T00:00Z', '2026-01-01T24:00Z', '2026-01-01T00:00+18:01', '2026-01-01', ''])(
    'is not read from "%s"',
    (written) => {
      expect(momentOf(written)).toBeUndefined();
    },
  );
});
