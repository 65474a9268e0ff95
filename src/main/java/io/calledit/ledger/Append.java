package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One entry to be written, with what is kept beside it.
 *
 * @param call what the entry's call has come to with it
 * @param receipt of the request that it answers, where that had a key
 */
public record Append(Entry entry, CallSummary call, Optional<Receipt> receipt) {

    public Append {
        requireNonNull(entry, "entry");
        requireNonNull(call, "call");
        requireNonNull(receipt, "receipt");
    }

    /** Whether the entry makes its call, which isn't in the store yet. */
    public boolean makesTheCall() {
        return entry.event() instanceof Event.Logged;
    }
}
