package io.calledit.prediction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a prediction. */
public enum Outcome {
    CAME_TRUE,
    DID_NOT,
    /** The evidence doesn't decide it. */
    CANT_TELL,
    /** The question lost its meaning, so that the call counts neither way. */
    VOID;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and CSV, such as {@code came_true}. */
    public String wireName() {
        return wireName;
    }

    /** The outcome of that name, or nothing where there is none. */
    public static Optional<Outcome> of(String wireName) {
        return Arrays.stream(values()).filter(outcome -> outcome.wireName.equals(wireName)).findFirst();
    }
}
