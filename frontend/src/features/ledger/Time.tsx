/** A moment in words; exactly as it is written down for whoever points at it, and for machines. */
export function Time({ of, words }: { of: string; words: string }) {
  return (
    <time dateTime={of} title={of}>
      {words}
    </time>
  );
}
