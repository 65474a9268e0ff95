package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which calls to list.
 *
 * @param state only calls in that state at the moment {@code now}
 * @param tag only calls with that tag, in lower case
 * @param words only calls whose search text contains all of them; as {@link SearchText#words} gives them
 * @param limit the most calls of a page, from 1
 * @param after where the page begins; of the same order as {@code sort}
 */
public record CallQuery(
        Optional<State> state,
        Optional<String> tag,
        List<String> words,
        Sort sort,
        int limit,
        Optional<Cursor> after,
        Instant now) {

    public CallQuery {
        requireNonNull(state, "state");
        requireNonNull(tag, "tag");
        words = List.copyOf(words);
        requireNonNull(sort, "sort");
        requireNonNull(now, "now");
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one call");
        }
        if (after.isPresent() && after.get().sort() != sort) {
            throw new IllegalArgumentException("the cursor is one of another order");
        }
    }

    /** Whether the call is one of those asked for, wherever the page begins. */
    public boolean wants(CallSummary call) {
        return state.map(wanted -> call.state(now) == wanted).orElse(true)
                && tag.map(call.tags()::contains).orElse(true)
                && words.stream().allMatch(call.searchText()::contains);
    }
}
