package io.calledit.ledger;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that a client gives to something it wants done once, however often it asks.
 *
 * @param text 1–100 printable ASCII characters
 */
public record IdempotencyKey(String text) {

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,100}");

    public IdempotencyKey {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("that is no idempotency key");
        }
    }

    /** The key, or nothing where the text can't be one. */
    public static Optional<IdempotencyKey> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new IdempotencyKey(text)) : Optional.empty();
    }
}
