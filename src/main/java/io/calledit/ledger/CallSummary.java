package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import io.calledit.prediction.CallId;
import io.calledit.prediction.Terms;

/**
 * What a call's entries add up to, as far as lists show it and rules ask for it. Stores keep it beside the entries so
 * that neither has to read them; it can be made again from them at any time.
 *
 * @param number the call's place among the owner's calls, from 1
 * @param due when it is decided, with the offset that the plan has
 * @param confidence the latest, in percent
 * @param entries how many entries the call has
 * @param searchText what is searched, as {@link SearchText} has it
 */
public record CallSummary(
        CallId id,
        long number,
        String statement,
        OffsetDateTime due,
        int confidence,
        List<String> tags,
        Standing standing,
        Instant loggedAt,
        Optional<Instant> importedFrom,
        int entries,
        String searchText) {

    public CallSummary {
        requireNonNull(id, "id");
        requireNonNull(statement, "statement");
        requireNonNull(due, "due");
        tags = List.copyOf(tags);
        requireNonNull(standing, "standing");
        requireNonNull(loggedAt, "loggedAt");
        requireNonNull(importedFrom, "importedFrom");
        requireNonNull(searchText, "searchText");
    }

    /** The call that the entry makes. */
    static CallSummary of(Entry entry, Event.Logged logged) {
        Terms terms = logged.terms();
        return new CallSummary(
                entry.call(),
                logged.callNumber(),
                terms.plan().statement(),
                terms.plan().verificationDate(),
                terms.confidence(),
                terms.tags(),
                new Standing.Undecided(),
                entry.at(),
                entry.importedFrom(),
                1,
                SearchText.of(terms));
    }

    /** The call once that entry, which has been found to be in order, is added to it. */
    CallSummary after(Entry entry) {
        int latest = entry.event() instanceof Event.Confidence changed ? changed.confidence() : confidence;
        return new CallSummary(
                id, number, statement, due, latest, tags, standingAfter(entry), loggedAt, importedFrom, entries + 1, searchText);
    }

    private Standing standingAfter(Entry entry) {
        if (entry.event() instanceof Event.Judged judged) {
            return new Standing.Judged(entry.number(), judged.verdict().outcome(), entry.at());
        }
        if (entry.event() instanceof Event.Undo) {
            return new Standing.Undecided();
        }
        if (entry.event() instanceof Event.Withdrawal) {
            return new Standing.Withdrawn(entry.at());
        }
        return standing;
    }

    /** What that call is at the moment. */
    public State state(Instant now) {
        if (standing instanceof Standing.Judged) {
            return State.JUDGED;
        }
        if (standing instanceof Standing.Withdrawn) {
            return State.WITHDRAWN;
        }
        return due.toInstant().isAfter(now) ? State.OPEN : State.READY;
    }

    /**
     * Makes a call's summary again from all of its entries, in order.
     *
     * @throws IllegalArgumentException if the first isn't the one that made the call
     */
    public static CallSummary of(List<Entry> entries) {
        if (entries.isEmpty() || !(entries.get(0).event() instanceof Event.Logged logged)) {
            throw new IllegalArgumentException("a call begins with the entry that logged it");
        }
        CallSummary summary = of(entries.get(0), logged);
        for (Entry entry : entries.subList(1, entries.size())) {
            summary = summary.after(entry);
        }
        return summary;
    }
}
