/** Whether a transcript is the one that a call was logged with: checked here, and not by the server's word. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Call, Transcript } from '../../../shared/api/types';

export type Checked =
  /** It is; `entry` is the number of the entry that vouches for it. */
  | { kind: 'fits'; entry: number; hash: string; transcript: Transcript }
  /** Its hash isn't the one that the entry names. */
  | { kind: 'other'; entry: number }
  /** The entry isn't what it has the hash of, so what it says of the transcript is worth nothing. */
  | { kind: 'entryChanged'; entry: number }
  /** It is the right one, in a form of a later version of the service. */
  | { kind: 'unknownForm'; entry: number };

const form = 1;

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** Checks a transcript's text, to the byte. */
export function check(call: Call, text: string): Checked {
  const logged = call.entries[0];
  const entry = logged?.number ?? 0;
  if (logged?.type !== 'logged') {
    return { kind: 'entryChanged', entry };
  }
  const { hash: written, ...said } = logged;
  if (hashOf(canonicalize(said) ?? '') !== written || written !== call.hash) {
    return { kind: 'entryChanged', entry };
  }
  const hash = hashOf(text);
  if (logged.transcript?.hash !== hash) {
    return { kind: 'other', entry };
  }
  const transcript = JSON.parse(text) as Transcript;
  return transcript.v === form ? { kind: 'fits', entry, hash, transcript } : { kind: 'unknownForm', entry };
}
