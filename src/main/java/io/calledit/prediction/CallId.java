package io.calledit.prediction;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a call in addresses and in the ledger: 80 random bits, so that none can be guessed from another.
 *
 * @param text {@value #LENGTH} characters of Crockford's base 32 in lower case (crockford.com/base32.html), which has no
 *     letters that are taken for others
 */
public record CallId(String text) {

    private static final int LENGTH = 16;
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    public CallId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("that is no call's id");
        }
    }

    public static CallId random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** The id that the lowest five bits of each of the first {@value #LENGTH} bytes spell. */
    public static CallId of(byte[] bytes) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(bytes[i] & 31));
        }
        return new CallId(text.toString());
    }

    /** The id, or nothing where the text can't be one. */
    public static Optional<CallId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new CallId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
