package io.calledit.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a call is at a given moment. */
public enum State {
    /** Its date is ahead. */
    OPEN,
    /** Its date has come, and nobody has judged it. */
    READY,
    JUDGED,
    WITHDRAWN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and in addresses, such as {@code open}. */
    public String wireName() {
        return wireName;
    }

    /** The state of that name, or nothing where there is none. */
    public static Optional<State> of(String wireName) {
        return Arrays.stream(values()).filter(state -> state.wireName.equals(wireName)).findFirst();
    }
}
