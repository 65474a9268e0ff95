/** One request or run that is followed over a socket, and how far that has come. */
export interface Following {
  /** What to send where there is no run yet. */
  request: { requestId: string; prompt: string; timezone: string } | undefined;
  sent: boolean;
  /** Its request went out on some connection, so the server may know it. */
  everSent: boolean;
  stopping: boolean;
  runId: string | undefined;
  lastSeq: number;
  /** Its frames have been asked for, and what comes until that is answered may belong to an earlier asking. */
  asking: boolean;
  /** A frame of it has come on this connection, so the server knows the run. */
  heard: boolean;
  /** How often frames were asked for since one has fitted. */
  misfits: number;
  /** How often asking for frames was refused since one has come. */
  refusals: number;
}

/** One that nothing has been sent of yet. */
export function following(request: Following['request']): Following {
  return {
    ...{ request, sent: false, everSent: false, stopping: false },
    ...{ runId: undefined, lastSeq: 0, asking: false, heard: false, misfits: 0, refusals: 0 },
  };
}
