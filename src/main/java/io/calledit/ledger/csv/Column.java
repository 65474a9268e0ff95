package io.calledit.ledger.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns of a ledger's table, in the order in which they are written. */
enum Column {
    CALL,
    NUMBER,
    TYPE,
    AT,
    IMPORTED_AT,
    STATEMENT,
    DUE,
    SOURCE,
    CRITERIA,
    STEPS,
    ASSUMPTIONS,
    CONFIDENCE,
    TAGS,
    PROMPT,
    MODEL,
    TIMEZONE,
    OUTCOME,
    EVIDENCE,
    NOTE,
    UNDOES,
    HASH;

    /** Those without which no row could make a call. */
    static final List<Column> NEEDED = List.of(STATEMENT, DUE, SOURCE, CRITERIA, STEPS, CONFIDENCE);

    private final String title = name().toLowerCase(Locale.ROOT);

    /** What stands in the first row. */
    String title() {
        return title;
    }

    /** The column of that title, in whatever case. */
    static Optional<Column> of(String title) {
        return Arrays.stream(values()).filter(column -> column.title.equalsIgnoreCase(title.strip())).findFirst();
    }
}
