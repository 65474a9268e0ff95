package io.calledit.ledger.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Reads what clients send, and no more of it than is allowed. A worker is held while a body comes in, so one that trickles
 * is given up, and some workers are always left to those who send none.
 */
@ApplicationScoped
class Bodies {

    /** Of what is too large, so much more is taken in and dropped, since few clients listen before they have sent all. */
    private static final int MOST_DROPPED = 32 * 1024 * 1024;

    /** Bodies that come at once are read in a moment each; so long a place is waited for. */
    private static final long UNTIL_A_PLACE_IS_FREE_MILLIS = 200;

    private final ApiConfig config;
    private final LongSupplier nanoTime;
    private final Semaphore places;

    @Inject
    Bodies(ApiConfig config) {
        this(config, System::nanoTime);
    }

    Bodies(ApiConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.places = new Semaphore(config.bodiesAtOnce());
    }

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

    /** What was announced didn't all come, or not in time. */
    static final class BrokenOffException extends RuntimeException {

        BrokenOffException(IOException cause) {
            super("The body broke off, or didn’t come in time.", cause, false, false);
        }
    }

    /** As many bodies are coming in as may at once. */
    static final class TooManyException extends RuntimeException {

        TooManyException() {
            super("Too much is being sent here right now. Try again in a moment.", null, false, false);
        }
    }

    /**
     * A body in JSON.
     *
     * @throws TooLargeException if there is more than is taken, of which no more than that is held
     * @throws BrokenOffException if it doesn't come in time, or the client is gone
     * @throws TooManyException if too many others are coming in
     */
    byte[] json(InputStream body) {
        return read(body, Math.toIntExact(config.largestJson().asLongValue()));
    }

    /** A table; it fails as {@link #json} does. */
    byte[] csv(InputStream body) {
        return read(body, Math.toIntExact(config.largestCsv().asLongValue()));
    }

    private byte[] read(InputStream body, int most) {
        try {
            if (!places.tryAcquire(UNTIL_A_PLACE_IS_FREE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new TooManyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyException();
        }
        try {
            return new Incoming(body).read(most);
        } catch (IOException e) {
            throw new BrokenOffException(e);
        } finally {
            places.release();
        }
    }

    /** One body, for as long as it comes fast enough. */
    private final class Incoming {

        private final InputStream body;
        private final byte[] some = new byte[8192];
        private final long began = nanoTime.getAsLong();
        private long read;

        Incoming(InputStream body) {
            this.body = body;
        }

        byte[] read(int most) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int n = next(); n >= 0; n = next()) {
                if (read > most) {
                    throw new TooLargeException(most, isMoreThan(read + MOST_DROPPED));
                }
                all.write(some, 0, n);
            }
            return all.toByteArray();
        }

        private boolean isMoreThan(long most) {
            try {
                while (next() >= 0) {
                    if (read > most) {
                        return true;
                    }
                }
                return false;
            } catch (IOException tooSlow) {
                return true;
            }
        }

        private int next() throws IOException {
            int n = body.read(some);
            read += Math.max(0, n);
            Duration took = Duration.ofNanos(nanoTime.getAsLong() - began);
            Duration forItsSize = Duration.ofMillis(read * 1_000 / config.slowestBody().asLongValue());
            if (n >= 0 && took.compareTo(config.bodyTime().plus(forItsSize)) > 0) {
                throw new IOException(read + " bytes took " + took);
            }
            return n;
        }
    }
}
