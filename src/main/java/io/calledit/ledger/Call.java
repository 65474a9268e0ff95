package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;

/**
 * A call with all that happened to it.
 *
 * @param terms what was committed to
 * @param entries all of the call's entries, ascending; the first one logged it
 * @param of how many calls its owner has by now
 */
public record Call(CallSummary summary, Terms terms, List<Entry> entries, long of) {

    public Call {
        requireNonNull(summary, "summary");
        requireNonNull(terms, "terms");
        entries = List.copyOf(entries);
    }

    /** @throws IllegalArgumentException if the first entry isn't the one that made the call */
    static Call of(List<Entry> entries, long of) {
        CallSummary summary = CallSummary.of(entries);
        return new Call(summary, ((Event.Logged) entries.get(0).event()).terms(), entries, of);
    }

    /** How its plan was drafted, where that was here. */
    public Optional<Drafting> drafting() {
        return ((Event.Logged) entries.get(0).event()).drafting();
    }

    /** The verdict that stands. */
    public Optional<Verdict> verdict() {
        if (!(summary.standing() instanceof Standing.Judged judged)) {
            return Optional.empty();
        }
        return entries.stream()
                .filter(entry -> entry.number() == judged.entry())
                .map(entry -> ((Event.Judged) entry.event()).verdict())
                .findFirst();
    }
}
