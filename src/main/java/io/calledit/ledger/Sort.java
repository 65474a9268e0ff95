package io.calledit.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which order calls are listed. */
public enum Sort {
    /** The last logged first. */
    NEWEST,
    /** The first due first; of those due at the same second, the first logged. */
    DUE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /** The order of that name, or nothing where there is none. */
    public static Optional<Sort> of(String wireName) {
        return Arrays.stream(values()).filter(sort -> sort.wireName.equals(wireName)).findFirst();
    }
}
