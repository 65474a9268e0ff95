package io.calledit.model;

import java.time.Clock;
import java.time.Duration;

/** Retries for the tests of this room. */
final class RetriesFixture {

    /** Settings as a test wants them. */
    record Config(int tries, Duration baseDelay, Duration longestDelay) implements RetryConfig {}

    private RetriesFixture() {}

    /** Tries as often as that, each at once and on the thread on which the one before failed. */
    static Retries atOnce(int tries) {
        return new Retries(
                new Config(tries, Duration.ZERO, Duration.ZERO),
                (delay, task) -> {
                    task.run();
                    return () -> {};
                },
                Clock.systemUTC(),
                () -> 0);
    }
}
