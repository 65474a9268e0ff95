/** An entry's number and hash as someone has written them down, which the chain has to contain. */
export interface Receipt {
  readonly number: number;
  readonly hash: string;
}

/** Reads `17:9f86…`, the number and all 64 digits; undefined if it isn't that. */
export function readReceipt(written: string): Receipt | undefined {
  const parts = /^([1-9][0-9]{0,14}):([0-9a-f]{64})$/.exec(written.trim().toLowerCase());
  return parts?.[1] === undefined || parts[2] === undefined
    ? undefined
    : { number: Number(parts[1]), hash: parts[2] };
}
