package io.calledit.ledger.api;

import java.io.IOException;
import java.io.InputStream;

import io.quarkus.runtime.configuration.MemorySize;

/** Reads what a client sends, and no more of it than is allowed. */
final class Body {

    /** Of what is too large, so much more is taken in and dropped, since few clients listen before they have sent all. */
    private static final int MOST_DROPPED = 32 * 1024 * 1024;

    private Body() {}

    /** What was sent is larger than what is taken. */
    static final class TooLargeException extends RuntimeException {

        private final boolean more;

        TooLargeException(long limit, boolean more) {
            super("The body is larger than " + limit / 1024 + " kB, which is the most that is taken here.", null, false, false);
            this.more = more;
        }

        /** Whether there is more to come on the connection than anyone wants to wait for. */
        boolean isThereMore() {
            return more;
        }
    }

    /** What was announced didn't all come. */
    static final class BrokenOffException extends RuntimeException {

        BrokenOffException(IOException cause) {
            super("The body broke off, or didn’t come in time.", cause, false, false);
        }
    }

    /**
     * @throws TooLargeException if there is more than {@code limit}, of which no more than {@code limit} is held
     * @throws BrokenOffException if it doesn't come in time, or the client is gone
     */
    static byte[] read(InputStream body, MemorySize limit) {
        int most = Math.toIntExact(limit.asLongValue());
        try {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new TooLargeException(most, isMoreThan(MOST_DROPPED, body));
            }
            return bytes;
        } catch (IOException e) {
            throw new BrokenOffException(e);
        }
    }

    private static boolean isMoreThan(int most, InputStream body) throws IOException {
        byte[] dropped = new byte[8192];
        int read = 0;
        for (int some = body.read(dropped); some >= 0; some = body.read(dropped)) {
            read += some;
            if (read > most) {
                return true;
            }
        }
        return false;
    }
}
