package io.calledit.line;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.calledit.planning.CalendarTools;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;

/** The system's clock, which a test can hold still for the tools: a tool that asks for the time then waits. */
@Mock
@Singleton
class HoldableClock extends Clock {

    /** A hold on the clock: {@link #held} is open once a tool waits. */
    static final class Hold implements AutoCloseable {

        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        void awaitTool() throws InterruptedException {
            if (!held.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("no tool asked for the time");
            }
        }

        void release() {
            released.countDown();
        }

        @Override
        public void close() {
            release();
        }

        private void pass() {
            held.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private volatile Hold hold;

    /** Holds the clock for the next tool that reads it; everyone else reads on. */
    Hold hold() {
        hold = new Hold();
        return hold;
    }

    @Override
    public Instant instant() {
        var current = hold;
        if (current != null && readByATool()) {
            hold = null;
            current.pass();
        }
        return Instant.now();
    }

    @Override
    public ZoneId getZone() {
        return Clock.systemUTC().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.system(zone);
    }

    private static boolean readByATool() {
        return StackWalker.getInstance().walk(frames -> frames.limit(8)
                .anyMatch(frame -> frame.getClassName().startsWith(CalendarTools.class.getName())));
    }
}
