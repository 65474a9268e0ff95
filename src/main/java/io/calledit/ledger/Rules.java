package io.calledit.ledger;

import java.time.Instant;
import java.util.Optional;

/** What may be added to a call. Each answer says why not, or nothing where it may. */
final class Rules {

    /** Bounds what one call can cost to read. */
    static final int MOST_ENTRIES = 1_000;

    private Rules() {}

    /** What the call's other entries don't allow, whenever it happens. */
    static Optional<String> refusal(CallSummary call, Event event) {
        if (event instanceof Event.Logged) {
            return Optional.of("The call is logged already.");
        }
        if (call.entries() >= MOST_ENTRIES) {
            return Optional.of("The call has " + MOST_ENTRIES + " entries; there is no room for more.");
        }
        if (event instanceof Event.Note) {
            return Optional.empty();
        }
        if (call.standing() instanceof Standing.Withdrawn) {
            return Optional.of("The call was withdrawn; only notes can be added to it.");
        }
        if (event instanceof Event.Undo undo) {
            return call.standing() instanceof Standing.Judged judged && judged.entry() == undo.entry()
                    ? Optional.empty()
                    : Optional.of("Entry " + undo.entry() + " isn’t the call’s standing verdict, so there is nothing to undo.");
        }
        if (call.standing() instanceof Standing.Judged) {
            return Optional.of("The call has been judged. Undo that verdict first.");
        }
        return event instanceof Event.Confidence changed && changed.confidence() == call.confidence()
                ? Optional.of("The confidence is " + changed.confidence() + " % already.")
                : Optional.empty();
    }

    /** What can't be done any more, or not yet, at that moment. */
    static Optional<String> refusal(CallSummary call, Event event, Instant now) {
        boolean due = !call.due().toInstant().isAfter(now);
        if (due && event instanceof Event.Confidence) {
            return Optional.of("The call’s date has come; its confidence can’t change any more.");
        }
        if (due && event instanceof Event.Withdrawal) {
            return Optional.of("The call’s date has come; it can be judged, but not withdrawn.");
        }
        return Optional.empty();
    }
}
