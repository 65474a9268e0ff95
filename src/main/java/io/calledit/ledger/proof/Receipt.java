package io.calledit.ledger.proof;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entry's number and hash as someone has written them down, which the chain has to contain.
 *
 * <p>A chain can't show that its newest entries were dropped; a receipt from before can.
 */
public record Receipt(long number, String hash) {

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,14}):([0-9a-f]{64})");

    /** Reads {@code 17:9f86…}, the number and all 64 digits; empty if it isn't that. */
    public static Optional<Receipt> read(String written) {
        var matcher = WRITTEN.matcher(written.strip().toLowerCase(Locale.ROOT));
        return matcher.matches()
                ? Optional.of(new Receipt(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }
}
