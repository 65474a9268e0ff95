/** What a page begins with: what its address names, what this tab kept of the page before it, or nothing. Pure. */
import { isRunId } from './address';
import { type CallState, type Drafted, hasWork, idle, isDrafted, runIdOf } from './callState';
import type { Begun } from './predictions';

export interface Kept {
  /** What the address says is the id of a run. */
  address: string | undefined;
  /** A finished draft, and one that another had taken the place of. */
  draft: CallState | undefined;
  aside: Drafted | undefined;
  /** A draft that ended before it was a plan. */
  ended: CallState | undefined;
  underWay: { state: CallState; begun: Begun | undefined } | undefined;
}

export interface Beginning {
  state: CallState;
  begun: Begun | undefined;
  aside: Drafted | undefined;
}

export function beginning({ address, draft, aside, ended, underWay }: Kept): Beginning {
  const isMeant = (state: CallState) => {
    const runId = runIdOf(state);
    return address === undefined || runId === undefined || runId === address;
  };
  // What the page begins with takes the place of a draft as a new one would.
  const beside = draft !== undefined && isDrafted(draft) && hasWork(draft) ? draft : aside;
  if (underWay !== undefined && isMeant(underWay.state)) {
    return { ...underWay, aside: beside };
  }
  // The address of one that is gone says nothing of it, so that one which does means another.
  if (ended !== undefined && (address === undefined || runIdOf(ended) === address)) {
    return { state: ended, begun: undefined, aside: beside };
  }
  if (draft !== undefined && isMeant(draft)) {
    return { state: draft, begun: undefined, aside };
  }
  if (address === undefined) {
    return { state: idle, begun: undefined, aside };
  }
  return isRunId(address)
    ? {
        state: { phase: 'opening', runId: address, stopping: false },
        begun: { runId: address, lastSeq: 0 },
        aside: beside,
      }
    : {
        state: { phase: 'gone', call: undefined, run: undefined, endedAt: 0 },
        begun: undefined,
        aside: beside,
      };
}
