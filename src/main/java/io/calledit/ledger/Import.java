package io.calledit.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.calledit.identity.Owner;
import io.calledit.ledger.LedgerException.BadLines;
import io.calledit.prediction.CallId;

/** Turns the rows of a file into entries that follow a head. */
final class Import {

    /** Enough to see what is wrong with a file. */
    private static final int MOST_ERRORS = 50;

    private final Owner owner;
    private final Instant now;
    private final Set<CallId> known;
    private Head head;

    private final List<Append> appends = new ArrayList<>();
    private final List<BadLines.BadLine> bad = new ArrayList<>();
    private final Set<CallId> skipped = new HashSet<>();
    private final Map<CallId, CallSummary> calls = new HashMap<>();
    private final Map<Long, Long> numbers = new HashMap<>();

    Import(Owner owner, Instant now, Head head, Set<CallId> known) {
        this.owner = owner;
        this.now = now;
        this.head = head;
        this.known = known;
    }

    void add(ImportedRow row) {
        if (known.contains(row.call())) {
            skipped.add(row.call());
        } else if (bad.size() < MOST_ERRORS) {
            try {
                write(row);
            } catch (LedgerException e) {
                bad.add(new BadLines.BadLine(row.line(), Optional.empty(), e.getMessage()));
            }
        }
    }

    private void write(ImportedRow row) {
        if (row.at().filter(now::isBefore).isPresent()) {
            throw new LedgerException.NotAllowed("Its time is in the future.");
        }
        CallSummary call = calls.get(row.call());
        Event event = event(row, call);
        Entry entry = Ledger.fitting(Entry.after(head, owner, now, row.call(), event, Optional.of(row.at().orElse(now))));
        CallSummary after = event instanceof Event.Logged logged ? CallSummary.of(entry, logged) : call.after(entry);
        appends.add(new Append(entry, after, Optional.empty()));
        calls.put(row.call(), after);
        if (row.number() != 0) {
            numbers.put(row.number(), entry.number());
        }
        head = head.after(entry);
    }

    private Event event(ImportedRow row, CallSummary call) {
        if (row.content() instanceof ImportedRow.Content.Log log) {
            if (call != null) {
                throw new LedgerException.NotAllowed("The call is logged already, by a line above.");
            }
            return new Event.Logged(head.calls() + 1, log.terms());
        }
        Event event = ((ImportedRow.Content.Add) row.content()).event();
        if (call == null) {
            throw new LedgerException.NotAllowed("No line above logs this call.");
        }
        if (event instanceof Event.Undo undo) {
            Event here = new Event.Undo(numbers.getOrDefault(undo.entry(), 0L));
            if (Rules.refusal(call, here).isPresent()) { // in the file's own numbers, not in those that it would get here
                throw new LedgerException.NotAllowed(
                        "Its entry " + undo.entry() + " isn’t the call’s standing verdict, so there is nothing to undo.");
            }
            return here;
        }
        Rules.refusal(call, event).ifPresent(why -> {
            throw new LedgerException.NotAllowed(why);
        });
        return event;
    }

    /** @throws BadLines if a row was wrong */
    List<Append> appends() {
        if (!bad.isEmpty()) {
            throw new BadLines(bad);
        }
        return appends;
    }

    Ledger.Imported imported() {
        return new Ledger.Imported(calls.size(), appends.size(), skipped.size());
    }
}
