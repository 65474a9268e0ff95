/** What the tests of this feature share: calls and entries as the server would send them. */
import type { Call, CallSummary, Entry, Outcome } from '../../shared/api/types';

const plan = {
  prediction_statement: 'It rains in Paris on 23 November 2036.',
  verification_date: '2036-11-23T23:59:59+01:00',
  verification_method: {
    source: ['Météo-France observations'],
    criteria: ['True if at least 0.1 mm of rain is recorded', 'False if less is recorded'],
    steps: ['Look up the daily total'],
  },
  initial_status: 'pending' as const,
  assumptions: ['Paris means the Montsouris station.'],
};

export const callId = 'k3v9abcdefghjkmn';

const head = (number: number) => ({
  v: 1 as const,
  owner: 'local',
  number,
  at: '2026-11-22T17:18:35.123Z',
  call: callId,
  previous: '0'.repeat(64),
  hash: String(number).padStart(2, '0').repeat(32).slice(0, 64),
});

type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;

export const entries = {
  logged: (number: number, fields: { callNumber?: number; confidence?: number } = {}): Of<'logged'> => ({
    ...head(number),
    type: 'logged',
    callNumber: 17,
    plan,
    confidence: 70,
    tags: ['weather'],
    ...fields,
  }),
  confidence: (number: number, confidence: number): Of<'confidence'> => ({
    ...head(number),
    type: 'confidence',
    confidence,
  }),
  note: (number: number, note: string): Of<'note'> => ({ ...head(number), type: 'note', note }),
  verdict: (number: number, outcome: Outcome, evidence: string[], note?: string): Of<'verdict'> => ({
    ...head(number),
    type: 'verdict',
    outcome,
    evidence,
    ...(note === undefined ? {} : { note }),
  }),
  undo: (number: number, entry: number): Of<'undo'> => ({ ...head(number), type: 'undo', entry }),
  withdrawal: (number: number, note?: string): Of<'withdrawal'> => ({
    ...head(number),
    type: 'withdrawal',
    ...(note === undefined ? {} : { note }),
  }),
};

export function aSummary(fields: Partial<CallSummary> = {}): CallSummary {
  return {
    id: callId,
    number: 17,
    statement: plan.prediction_statement,
    due: plan.verification_date,
    confidence: 70,
    tags: ['weather'],
    state: 'open',
    loggedAt: '2026-11-22T17:18:35.123Z',
    ...fields,
  };
}

export function aCall(fields: Partial<Call> = {}): Call {
  return {
    ...aSummary(),
    plan,
    firstConfidence: 70,
    prompt: 'It rains in Paris tomorrow',
    model: 'rules (not a language model)',
    timezone: 'Europe/Paris',
    of: 23,
    hash: '0a'.repeat(32),
    entries: [entries.logged(30)],
    ...fields,
  };
}

/** The call with one more entry, as it then stands. */
export function judged(call: Call, outcome: Outcome, entry = 31): Call {
  const at = '2026-11-22T18:00:00.000Z';
  return {
    ...call,
    state: 'judged',
    outcome,
    verdict: { entry, at, outcome, evidence: ['https://example.org/rain'] },
    entries: [...call.entries, entries.verdict(entry, outcome, ['https://example.org/rain'])],
  };
}
