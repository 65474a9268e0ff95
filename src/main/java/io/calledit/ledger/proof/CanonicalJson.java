package io.calledit.ledger.proof;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;

import org.erdtman.jcs.JsonCanonicalizer;

/** The one way to write a JSON value down (RFC 8785), and its SHA-256. */
final class CanonicalJson {

    private CanonicalJson() {
    }

    /** The value's canonical text in UTF-8. */
    static byte[] of(JsonNode value) {
        try {
            return new JsonCanonicalizer(value.toString()).getEncodedUTF8();
        } catch (IOException e) {
            throw new IllegalStateException("A value that was read as JSON can't be written as JSON.", e);
        }
    }

    /** The SHA-256 in 64 digits of lower-case hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
