package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

import io.calledit.prediction.CallId;
import io.calledit.prediction.Terms;

/**
 * One entry of a ledger that was kept elsewhere.
 *
 * @param line where it stands in its file, from 1; errors name it
 * @param number its number there, which an {@link Event.Undo} of the same file may name; 0 where it has none
 * @param at when it was written there
 */
public record ImportedRow(long line, CallId call, long number, Optional<Instant> at, Content content) {

    public ImportedRow {
        requireNonNull(call, "call");
        requireNonNull(at, "at");
        requireNonNull(content, "content");
    }

    /** What the entry says. */
    public sealed interface Content {

        /** A call was made; it gets its number when it is imported. */
        record Log(Terms terms) implements Content {

            public Log {
                requireNonNull(terms, "terms");
            }
        }

        /** Something happened to it; an undo names the verdict's number in the file. */
        record Add(Event event) implements Content {

            public Add {
                requireNonNull(event, "event");
            }
        }
    }
}
