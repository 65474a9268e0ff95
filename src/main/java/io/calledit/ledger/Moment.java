package io.calledit.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How moments are written wherever the ledger is: in its entries, its API and its tables (RFC 3339). */
public final class Moment {

    /** Always three decimals, so that text order is time order. */
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DUE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private Moment() {}

    /** When something was written: in UTC, to the millisecond. */
    public static String written(Instant at) {
        return WRITTEN.format(at);
    }

    /** When a call is decided: with the plan's own offset, to the second. */
    public static String due(OffsetDateTime date) {
        return DUE.format(date);
    }
}
