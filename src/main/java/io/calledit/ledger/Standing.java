package io.calledit.ledger;

import java.time.Instant;

import io.calledit.prediction.Outcome;

/** What a call's entries have come to. Whether an undecided call is due is a question of the time, not of these. */
public sealed interface Standing {

    /** Neither judged nor withdrawn. */
    record Undecided() implements Standing {}

    /**
     * A verdict stands.
     *
     * @param entry the number of the entry that holds it
     */
    record Judged(long entry, Outcome outcome, Instant at) implements Standing {}

    /** The person took it back before its date. */
    record Withdrawn(Instant at) implements Standing {}
}
