package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Some of the calls that were asked for, in the order asked for.
 *
 * @param next where to go on; nothing where there are no more. A page may hold fewer calls than its limit, even none, and
 *     still have a next one, where a store has looked far enough for one request.
 */
public record CallPage(List<CallSummary> calls, Optional<Cursor> next) {

    public CallPage {
        calls = List.copyOf(calls);
        requireNonNull(next, "next");
    }

    /** The page of the first {@code limit} of these calls; there is a next one if there are more of them. */
    public static CallPage of(List<CallSummary> found, Sort sort, int limit) {
        if (found.size() <= limit) {
            return new CallPage(found, Optional.empty());
        }
        List<CallSummary> page = found.subList(0, limit);
        return new CallPage(page, Optional.of(Cursor.behind(page.get(limit - 1), sort)));
    }
}
