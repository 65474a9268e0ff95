package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

/**
 * An entry as a store has it, whatever has become of it there: a proof gives out what is kept, and leaves it to the
 * verifier to say whether that is what was written.
 *
 * @param number where it is kept
 * @param body the canonical JSON, if nobody has touched it
 * @param hash of the body, likewise
 */
public record KeptEntry(long number, String body, String hash) {

    public KeptEntry {
        requireNonNull(body, "body");
        requireNonNull(hash, "hash");
    }

    /** @throws LedgerException.Unavailable if it can't be read as an entry any more */
    public Entry read() {
        return Entry.kept(body, hash);
    }
}
