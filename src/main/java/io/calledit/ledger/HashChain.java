package io.calledit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.erdtman.jcs.JsonCanonicalizer;

/** The two functions that tie a ledger's entries together: one form for each JSON value, and a hash of it. */
public final class HashChain {

    /** What the first entry of a ledger names as the hash before its own. */
    public static final String GENESIS = "0".repeat(64);

    private HashChain() {}

    /**
     * The JSON in the form of RFC 8785 (JSON Canonicalization Scheme): keys sorted, no white space, one way to write each
     * number and string.
     *
     * @throws UncheckedIOException if it isn't JSON that has such a form
     */
    public static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 (FIPS 180-4) of the text's UTF-8 bytes, in 64 lower-case hexadecimal digits. */
    public static String hash(String canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
