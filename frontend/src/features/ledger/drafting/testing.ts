/** What the tests of transcripts share: one, and a call that was logged with it, with hashes that hold. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Call, Transcript } from '../../../shared/api/types';
import { aCall, entries } from '../testing';

export const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

export const { plan } = aCall();

const { prediction_statement: statement, verification_date: due, ...rest } = plan;

/** The plan in four pieces, as a model would write it: after each of the first two, a field is finished. */
export const pieces = [
  `{"prediction_statement":${JSON.stringify(statement)},"verification_`,
  `date":${JSON.stringify(due)},`,
  JSON.stringify(rest).slice(1, 40),
  JSON.stringify(rest).slice(40),
] as const;

export function aTranscript(fields: Partial<Transcript> = {}): Transcript {
  return {
    v: 1,
    runId: '5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10',
    prompt: 'It rains in Paris tomorrow',
    timezone: 'Europe/Paris',
    startedAt: '2026-11-22T17:18:00.250Z',
    durationMs: 4100,
    outcome: 'complete',
    model: 'a model',
    plan,
    usage: { inputTokens: 1234, outputTokens: 340 },
    steps: [
      {
        type: 'tool',
        at: 400,
        name: 'current_time',
        input: '{"timezone":"Europe/Paris"}',
        state: 'done',
        durationMs: 12,
      },
      { type: 'text', at: 800, content: pieces[0] },
      { type: 'text', at: 1200, content: pieces[1] },
      { type: 'text', at: 2000, content: pieces[2] },
      { type: 'text', at: 4000, content: pieces[3] },
    ],
    ...fields,
  };
}

/** The transcript as the server gives it out. */
export const textOf = (transcript: Transcript): string => canonicalize(transcript) ?? '';

/** The call that was logged with that transcript, or with one of that hash. */
export function loggedWith(hash: string, fields: Partial<Call> = {}): Call {
  const { hash: _, ...said } = { ...entries.logged(30), v: 2 as const, transcript: { hash } };
  const entry = { ...said, hash: hashOf(canonicalize(said) ?? '') };
  return aCall({ transcript: { hash }, hash: entry.hash, entries: [entry], ...fields });
}
