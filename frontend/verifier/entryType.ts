import type { Fields } from './fields';
import { quoted, Refused } from './strictJson';

const ofEveryEntry = ['v', 'owner', 'number', 'at', 'call', 'type', 'previous', 'imported'];
const outcomes = ['came_true', 'did_not', 'cant_tell', 'void'];
const reasons = ['unknown_run', 'under_way', 'too_long'];
const webAddress = /^https?:\/\/[^/]/i;

export const hashText = /^[0-9a-f]{64}$/;

export type EntryType = 'logged' | 'confidence' | 'note' | 'verdict' | 'undo' | 'withdrawal';

/** For each kind of entry the fields of its own that it may have, and what they have to be. */
const types: Record<EntryType, { fields: readonly string[]; check: (entry: Fields) => void }> = {
  logged: {
    fields: ['callNumber', 'plan', 'confidence', 'tags', 'prompt', 'model', 'timezone', 'transcript'],
    check: (entry) => {
      entry.wholeNumber('callNumber');
      checkPlan(entry.object('plan'));
      checkConfidence(entry);
      entry.texts('tags');
      checkOptionalText(entry, 'prompt');
      checkOptionalText(entry, 'model');
      checkOptionalText(entry, 'timezone');
      if (entry.has('transcript') && hasTranscripts(entry)) {
        checkTranscript(entry.object('transcript'));
      }
    },
  },
  confidence: { fields: ['confidence'], check: checkConfidence },
  note: { fields: ['note'], check: (entry) => void entry.text('note') },
  verdict: {
    fields: ['outcome', 'evidence', 'note'],
    check: (entry) => {
      if (!outcomes.includes(entry.text('outcome'))) {
        throw entry.wrong('outcome', "isn't one of came_true, did_not, cant_tell and void.");
      }
      const evidence = entry.texts('evidence');
      if (!evidence.every((address) => webAddress.test(address))) {
        throw entry.wrong('evidence', "has one that isn't an http or https address.");
      }
      checkOptionalText(entry, 'note');
      if (evidence.length === 0 && !entry.has('note')) {
        throw new Refused('it is a verdict with neither evidence nor a note.');
      }
    },
  },
  undo: { fields: ['entry'], check: (entry) => void entry.wholeNumber('entry') },
  withdrawal: { fields: ['note'], check: (entry) => checkOptionalText(entry, 'note') },
};

/** Checks the entry's own fields; those that every entry has are the chain's business. */
export function checkedType(entry: Fields): EntryType {
  const type = entry.text('type');
  if (!isType(type)) {
    throw new Refused(`its type is ${quoted(type)}, which this verifier doesn't know.`);
  }
  const { fields, check } = types[type];
  check(entry);
  if (entry.has('imported')) {
    const imported = entry.object('imported');
    imported.text('at');
    imported.only(['at']);
  }
  const known = [...ofEveryEntry, ...fields];
  entry.only(hasTranscripts(entry) ? known : known.filter((name) => name !== 'transcript'));
  return type;
}

function isType(type: string): type is EntryType {
  return Object.hasOwn(types, type);
}

function checkPlan(plan: Fields): void {
  plan.text('prediction_statement');
  plan.moment('verification_date');
  const method = plan.object('verification_method');
  const lists = ['source', 'criteria', 'steps'];
  for (const list of lists) {
    method.texts(list);
  }
  method.only(lists);
  if (plan.text('initial_status') !== 'pending') {
    throw plan.wrong('initial_status', 'isn\'t "pending".');
  }
  plan.texts('assumptions');
  plan.only([
    'prediction_statement',
    'verification_date',
    'verification_method',
    'initial_status',
    'assumptions',
  ]);
}

/** Whether entries of its version may have one. */
function hasTranscripts(entry: Fields): boolean {
  return entry.wholeNumber('v') >= 2;
}

function checkTranscript(transcript: Fields): void {
  if (transcript.has('hash')) {
    if (!hashText.test(transcript.text('hash'))) {
      throw transcript.wrong('hash', "isn't 64 digits of lower-case hexadecimal.");
    }
    transcript.only(['hash']);
  } else {
    if (!reasons.includes(transcript.text('missing'))) {
      throw transcript.wrong('missing', "isn't one of unknown_run, under_way and too_long.");
    }
    transcript.only(['missing']);
  }
}

function checkConfidence(entry: Fields): void {
  const confidence = entry.wholeNumber('confidence');
  if (confidence < 1 || confidence > 99) {
    throw entry.wrong('confidence', "isn't between 1 and 99.");
  }
}

function checkOptionalText(entry: Fields, name: string): void {
  if (entry.has(name)) {
    entry.text(name);
  }
}
