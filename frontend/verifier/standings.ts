import type { EntryType } from './entryType';
import type { Fields } from './fields';
import { Refused } from './strictJson';

/** A call as its entries add up; times are in milliseconds since 1970. */
export interface Call {
  readonly number: number;
  readonly statement: string;
  readonly loggedAt: number;
  readonly imported: boolean;
  readonly due: number;
  readonly loggedIn: number;
  /** The entry with the standing verdict, or 0. */
  judgedIn: number;
  outcome: string;
  /** The entry with the withdrawal, or 0. */
  withdrawnIn: number;
}

/** What each call stands at, as far as the rules of the ledger depend on it. */
export class Standings {
  readonly #calls = new Map<string, Call>();
  readonly #remark: (remark: string) => void;

  constructor(remark: (remark: string) => void) {
    this.#remark = remark;
  }

  get count(): number {
    return this.#calls.size;
  }

  /** In the order in which they were logged. */
  get calls(): readonly Call[] {
    return [...this.#calls.values()];
  }

  /** Takes in one entry whose fields have been checked; throws where the rules don't allow it after what came before. */
  add(kind: EntryType, entry: Fields, number: number, at: number): void {
    const id = entry.text('call');
    const call = this.#calls.get(id);
    if (kind === 'logged') {
      this.#log(id, call, entry, number, at);
      return;
    }
    if (call === undefined) {
      throw new Refused('its call was not logged before it.');
    }
    const remarkIfLate = (remark: string) => this.#remarkOnLateness(call, entry, at, remark);
    switch (kind) {
      case 'verdict':
        refuseAfterTheEnd(call, 'it judges');
        call.judgedIn = number;
        call.outcome = entry.text('outcome');
        return;
      case 'undo': {
        const undone = entry.wholeNumber('entry');
        if (call.judgedIn === 0 || undone !== call.judgedIn) {
          throw new Refused(`it undoes entry ${undone}, which is no standing verdict of its call.`);
        }
        call.judgedIn = 0;
        return;
      }
      case 'confidence':
        refuseAfterTheEnd(call, 'it changes the confidence of');
        remarkIfLate(`Entry ${number} changes the confidence of a call that was due.`);
        return;
      case 'withdrawal':
        refuseAfterTheEnd(call, 'it withdraws');
        remarkIfLate(`Entry ${number} withdraws a call that was due.`);
        call.withdrawnIn = number;
        return;
      case 'note':
        // May be added to any call at any time.
        return;
      default: {
        kind satisfies never;
      }
    }
  }

  #log(id: string, before: Call | undefined, entry: Fields, number: number, at: number): void {
    if (before !== undefined) {
      throw new Refused(`it logs the call that entry ${before.loggedIn} has logged.`);
    }
    const next = this.#calls.size + 1;
    const callNumber = entry.wholeNumber('callNumber');
    if (callNumber !== next) {
      throw new Refused(`its call number is ${callNumber}, where ${next} comes next.`);
    }
    const plan = entry.object('plan');
    const call: Call = {
      number: callNumber,
      statement: plan.text('prediction_statement'),
      loggedAt: at,
      imported: entry.has('imported'),
      due: plan.moment('verification_date'),
      loggedIn: number,
      judgedIn: 0,
      outcome: '',
      withdrawnIn: 0,
    };
    this.#calls.set(id, call);
    this.#remarkOnLateness(call, entry, at, `Entry ${number} logs a call that was due.`);
  }

  /** Only a remark: it rests on a clock that may have been wrong, and an import may bring what is past. */
  #remarkOnLateness(call: Call, entry: Fields, at: number, remark: string): void {
    if (!entry.has('imported') && at >= call.due) {
      this.#remark(remark);
    }
  }
}

function refuseAfterTheEnd(call: Call, does: string): void {
  if (call.judgedIn !== 0) {
    throw new Refused(`${does} a call that entry ${call.judgedIn} has judged.`);
  }
  if (call.withdrawnIn !== 0) {
    throw new Refused(`${does} a call that entry ${call.withdrawnIn} has withdrawn.`);
  }
}
