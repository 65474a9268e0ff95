package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

/**
 * Where a ledger ends for now.
 *
 * @param entries how many entries it has, which is the number of the last
 * @param calls how many of them made a call
 * @param hash the last entry's hash, or {@link HashChain#GENESIS}
 */
public record Head(long entries, long calls, String hash) {

    /** The head of a ledger in which nothing has been written. */
    public static final Head EMPTY = new Head(0, 0, HashChain.GENESIS);

    public Head {
        requireNonNull(hash, "hash");
    }

    /** The head once that entry is written. */
    Head after(Entry entry) {
        return new Head(entry.number(), calls + (entry.event() instanceof Event.Logged ? 1 : 0), entry.hash());
    }
}
