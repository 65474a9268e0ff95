package io.calledit.ledger.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.quarkus.runtime.configuration.MemorySize;

/** Reads what a client sends, and no more of it than is allowed. */
final class Body {

    private Body() {}

    /** What was sent is larger than what is taken. */
    static final class TooLargeException extends RuntimeException {

        TooLargeException(long limit) {
            super("The body is larger than " + limit / 1024 + " kB, which is the most that is taken here.", null, false, false);
        }
    }

    /**
     * @throws TooLargeException as soon as there is more than {@code limit}, however much follows
     * @throws UncheckedIOException if the client is gone
     */
    static byte[] read(InputStream body, MemorySize limit) {
        int most = Math.toIntExact(limit.asLongValue());
        try {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new TooLargeException(most);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
