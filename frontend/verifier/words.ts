import type { Call } from './standings';
import type { Finding } from './verifyChain';

const outcomes: Record<string, string> = {
  came_true: 'Came true',
  did_not: "Didn't come true",
  cant_tell: "Can't tell",
  void: 'Void',
};

/** What a call stands at, at that moment (milliseconds since 1970). */
export function stateOf(call: Call, now: number): string {
  if (call.withdrawnIn !== 0) {
    return 'Withdrawn';
  }
  if (call.judgedIn !== 0) {
    return outcomes[call.outcome] ?? call.outcome;
  }
  return now >= call.due ? 'Ready to judge' : 'Open';
}

/** The finding in one sentence, as the command says it, too. */
export function sentenceOf(finding: Finding): string {
  switch (finding.kind) {
    case 'holds':
      return `${counted(finding.entries, 'entry', 'entries')}, ${counted(finding.calls.length, 'call', 'calls')}: each is as it was written.`;
    case 'broken':
      return `The chain is broken${finding.entry === undefined ? '' : ` at entry ${finding.entry}`}: ${finding.reason}`;
    default:
      return finding.reason;
  }
}

export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** A moment in the reader's zone and manner. */
export function dateOf(moment: number): string {
  return new Date(moment).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
