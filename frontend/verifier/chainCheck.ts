import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { checkedType, hashText } from './entryType';
import { Fields } from './fields';
import type { Receipt } from './receipt';
import { type Call, Standings } from './standings';
import { type JsonObject, Refused } from './strictJson';

const zeros = '0'.repeat(64);
const firstVersion = 1;
const lastVersion = 2;
const mostRemarks = 20;
const callId = /^[0-9a-hjkmnp-tv-z]{16}$/;
const toTheMillisecond = /^.{19}\.[0-9]{3}Z$/;

/** The chain isn't what the ledger wrote; the entry is missing where it is no single one's fault. */
export class Broken extends Error {
  readonly entry: number | undefined;

  constructor(entry: number | undefined, reason: string) {
    super(reason);
    this.entry = entry;
  }
}

/** Follows a chain from its first entry on. */
export class ChainCheck {
  readonly #receipt: Receipt | undefined;
  readonly #remarks: string[] = [];
  readonly #standings = new Standings((remark) => this.#remark(remark));
  #remarksLeftOut = 0;
  #owner: string | undefined;
  #head = zeros;
  #clock = Number.NEGATIVE_INFINITY;
  #entries = 0;
  #imported = 0;

  constructor(receipt: Receipt | undefined) {
    this.#receipt = receipt;
  }

  /** How many entries were followed so far, all of them in order. */
  get entries(): number {
    return this.#entries;
  }

  get calls(): readonly Call[] {
    return this.#standings.calls;
  }

  get remarks(): string[] {
    const all = [...this.#remarks];
    if (this.#remarksLeftOut > 0) {
      all.push(`Remarks left out: ${this.#remarksLeftOut}.`);
    }
    if (this.#imported > 0) {
      all.push(
        `Entries that came from a file: ${this.#imported}. The times that they bring with them are only claimed.`,
      );
    }
    return all;
  }

  /** Follows the next entry; throws if it isn't the one that was written here. */
  add(json: JsonObject, hash: string): void {
    if (!hashText.test(hash)) {
      throw new Refused('its "hash" isn\'t 64 digits of lower-case hexadecimal.');
    }
    if (bytesToHex(sha256(utf8ToBytes(canonicalize(json) ?? ''))) !== hash) {
      throw new Refused("its hash isn't the SHA-256 of what it says, so one of the two was changed.");
    }
    const number = this.#entries + 1;
    const entry = new Fields(json);
    this.#checkPlace(entry, number);
    const at = this.#checkCommonFields(entry);
    const type = checkedType(entry);
    this.#standings.add(type, entry, number, at);
    if (this.#receipt?.number === number && this.#receipt.hash !== hash) {
      throw new Refused("its hash isn't the one on the receipt.");
    }

    if (at < this.#clock) {
      this.#remark(`The clock went back before entry ${number}.`);
    }
    if (entry.has('imported')) {
      this.#imported++;
    }
    this.#clock = at;
    this.#owner = entry.text('owner');
    this.#head = hash;
    this.#entries = number;
  }

  /** Compares what was found with what the proof claims of the whole. */
  finish(claimed: { owner: string; entries: number; calls: number; head: string }): void {
    const last = this.#entries;
    if (claimed.entries > last) {
      throw new Broken(
        last + 1,
        `it is missing: the proof claims ${claimed.entries} entries, and the last one is ${last}.`,
      );
    }
    if (claimed.entries < last) {
      throw new Broken(
        Math.max(claimed.entries, 0) + 1,
        `it is one too many: the proof claims ${claimed.entries} entries.`,
      );
    }
    if (claimed.calls !== this.#standings.count) {
      throw new Broken(
        undefined,
        `the proof claims ${claimed.calls} calls, and its entries log ${this.#standings.count}.`,
      );
    }
    if (claimed.head !== this.#head) {
      throw last === 0
        ? new Broken(undefined, "the proof has no entries, and its head isn't 64 zeros.")
        : new Broken(last, "it is the last one, and its hash isn't the head that the proof claims.");
    }
    if (this.#owner !== undefined && claimed.owner !== this.#owner) {
      throw new Broken(1, "its owner isn't the one that the proof claims.");
    }
    if (this.#receipt !== undefined && this.#receipt.number > last) {
      throw new Broken(
        this.#receipt.number,
        `it is on the receipt and missing here: the last one is ${last}.`,
      );
    }
  }

  #checkPlace(entry: Fields, number: number): void {
    const found = entry.wholeNumber('v');
    if (found < firstVersion || found > lastVersion) {
      throw new Refused(
        `its version is ${found}, and this verifier knows ${firstVersion} and ${lastVersion}.`,
      );
    }
    const foundNumber = entry.wholeNumber('number');
    if (foundNumber !== number) {
      throw new Refused(`its number is ${foundNumber}, where ${number} comes next.`);
    }
    if (entry.text('previous') !== this.#head) {
      throw entry.wrong(
        'previous',
        number === 1 ? "isn't 64 zeros, though it is the first." : "isn't the hash of the entry before it.",
      );
    }
  }

  #checkCommonFields(entry: Fields): number {
    const owner = entry.text('owner');
    if (this.#owner !== undefined && owner !== this.#owner) {
      throw new Refused("its owner isn't the one of the entries before it.");
    }
    if (!callId.test(entry.text('call'))) {
      throw entry.wrong('call', "isn't the id of a call.");
    }
    const at = entry.moment('at');
    if (!toTheMillisecond.test(entry.text('at'))) {
      throw entry.wrong('at', "isn't in UTC and to the millisecond.");
    }
    return at;
  }

  #remark(remark: string): void {
    if (this.#remarks.length < mostRemarks) {
      this.#remarks.push(remark);
    } else {
      this.#remarksLeftOut++;
    }
  }
}
