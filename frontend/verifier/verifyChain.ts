import { Broken, ChainCheck } from './chainCheck';
import { Fields, isObject } from './fields';
import type { Receipt } from './receipt';
import type { Call } from './standings';
import { type Json, NotJson, newObject, quoted, Refused, StrictJson } from './strictJson';

/** What a verification came to. `calls` are those of the part that holds. */
export type Finding =
  | {
      kind: 'holds';
      owner: string;
      entries: number;
      head: string;
      calls: readonly Call[];
      remarks: readonly string[];
    }
  | { kind: 'broken'; entry: number | undefined; reason: string; calls: readonly Call[] }
  | { kind: 'unreadable'; reason: string };

const proofFormat = 'calledit-proof-1';
const notAProof = "It isn't a CalledIt proof: ";
const proofFields = ['format', 'owner', 'entries', 'calls', 'head', 'chain'];

/** The bytes as text, or undefined where they aren't UTF-8: read as question marks, they could hide a change. */
export function decoded(bytes: ArrayBuffer | Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The finding for bytes that are no text at all. */
export const notUtf8: Finding = { kind: 'unreadable', reason: "It isn't UTF-8 text." };

/**
 * Verifies a proof, step by step: each step is one entry, and yields how many characters are done, so that whoever asks
 * can let others have the thread. The checks and the words are those of the Java class `ChainVerifier`.
 */
export function* chainSteps(proof: string, receipt?: Receipt): Generator<number, Finding> {
  const check = new ChainCheck(receipt);
  try {
    return yield* steps(new StrictJson(proof), check);
  } catch (trouble) {
    if (trouble instanceof Broken) {
      return { kind: 'broken', entry: trouble.entry, reason: trouble.message, calls: check.calls };
    }
    if (trouble instanceof Refused) {
      return { kind: 'unreadable', reason: notAProof + trouble.message };
    }
    if (trouble instanceof NotJson) {
      const place = check.entries === 0 ? '.' : `, after entry ${check.entries}.`;
      return { kind: 'unreadable', reason: trouble.message + place };
    }
    throw trouble;
  }
}

/** Verifies a proof in one go. */
export function verifyChain(proof: string, receipt?: Receipt): Finding {
  const steps = chainSteps(proof, receipt);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
  }
}

function* steps(json: StrictJson, check: ChainCheck): Generator<number, Finding> {
  const first = json.next();
  if (first === undefined) {
    return { kind: 'unreadable', reason: 'It is empty.' };
  }
  if (first !== '{') {
    // Throws where it isn't even JSON, as far as its first value goes.
    if (first !== '[') {
      json.value(0);
    }
    throw new Refused("it isn't an object.");
  }
  const claims = newObject();
  let chainSeen = false;
  json.expect('{');
  if (!json.accept('}')) {
    do {
      const name = json.name();
      if (!proofFields.includes(name)) {
        throw new Refused(`it has a field ${quoted(name)}, which a proof hasn't.`);
      }
      if (Object.hasOwn(claims, name) || (name === 'chain' && chainSeen)) {
        throw new Refused(`it has the field ${quoted(name)} twice.`);
      }
      if (name === 'chain') {
        chainSeen = true;
        yield* followChain(json, check);
      } else {
        claims[name] = json.value(1);
      }
    } while (json.accept(','));
    json.expect('}');
  }
  if (json.next() !== undefined) {
    throw new NotJson(false);
  }
  return finish(new Fields(claims), chainSeen, check);
}

function* followChain(json: StrictJson, check: ChainCheck): Generator<number, void> {
  if (!json.accept('[')) {
    if (json.next() === undefined) {
      throw new NotJson(true);
    }
    throw new Refused('its "chain" isn\'t a list.');
  }
  if (json.accept(']')) {
    return;
  }
  do {
    try {
      follow(json.value(2), check);
    } catch (trouble) {
      throw trouble instanceof Refused ? new Broken(check.entries + 1, trouble.message) : trouble;
    }
    yield json.at;
  } while (json.accept(','));
  json.expect(']');
}

function follow(element: Json, check: ChainCheck): void {
  const fields = isObject(element) ? element : newObject();
  for (const name of Object.keys(fields)) {
    if (name !== 'entry' && name !== 'hash') {
      throw new Refused(`it has a field ${quoted(name)} beside "entry" and "hash", which no hash covers.`);
    }
  }
  const { entry, hash } = fields;
  if (!isObject(entry) || typeof hash !== 'string') {
    throw new Refused('it isn\'t an object with an "entry" and its "hash".');
  }
  check.add(entry, hash);
}

function finish(claimed: Fields, chainSeen: boolean, check: ChainCheck): Finding {
  const format = claimed.text('format');
  if (format !== proofFormat) {
    throw new Refused(`its format is ${quoted(format)} and not ${quoted(proofFormat)}.`);
  }
  const totals = {
    owner: claimed.text('owner'),
    entries: claimed.wholeNumber('entries'),
    calls: claimed.wholeNumber('calls'),
    head: claimed.text('head'),
  };
  if (!chainSeen) {
    throw new Refused('its "chain" is missing.');
  }
  check.finish(totals);
  const { owner, entries, head } = totals;
  return { kind: 'holds', owner, entries, head, calls: check.calls, remarks: check.remarks };
}
