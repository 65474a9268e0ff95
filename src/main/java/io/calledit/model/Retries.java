package io.calledit.model;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Makes a call again that failed because the model was busy or out of reach. The pause before is a random part of one that
 * doubles from try to try (<a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">full
 * jitter</a>), so that calls that failed together don't come back together.
 */
final class Retries {

    /** Does a task later. */
    @FunctionalInterface
    interface Timer {

        /** @return keeps the task from being done, if it is not too late for that */
        Runnable after(Duration delay, Runnable task);
    }

    private static final int MOST_DOUBLINGS = 30;

    private final RetryConfig config;
    private final Timer timer;
    private final Clock clock;
    private final DoubleSupplier random;

    /** @param random at least 0 and less than 1 */
    Retries(RetryConfig config, Timer timer, Clock clock, DoubleSupplier random) {
        if (config.tries() < 1 || config.baseDelay().isNegative() || config.longestDelay().isNegative()) {
            throw new IllegalArgumentException("calledit.retry: at least one try, and no pause below 0");
        }
        this.config = config;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Sees to it that a failed call is made again if that may help and the session's listener agrees.
     *
     * @param silent whether nothing of the call's answer has been passed on
     * @param attempt the number of the try that failed, from 1 on
     * @return false where the failure stands
     */
    boolean again(Throwable failure, boolean silent, int attempt, ModelSession session, Runnable call) {
        ModelFailure why = ModelFailure.of(failure);
        boolean passing = why == ModelFailure.BUSY || why == ModelFailure.UNREACHABLE;
        if (!passing || !silent || attempt >= config.tries()) {
            return false;
        }
        int next = attempt + 1;
        Duration delay = longer(backOff(next), asked(failure).orElse(Duration.ZERO));
        if (!session.retrying(why, next, delay)) {
            return false;
        }
        Pause pause = new Pause();
        session.endCallWith(pause::end); // before the timer is set: the call that comes after it says how it is ended itself
        try {
            pause.began(timer.after(delay, call));
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
        return true;
    }

    /** The wait for the next try, which may be ended before it is known how. */
    private static final class Pause {

        private Runnable cancel; // guarded by this
        private boolean ended; // likewise

        synchronized void began(Runnable cancelTimer) {
            cancel = cancelTimer;
            if (ended) {
                cancelTimer.run();
            }
        }

        synchronized void end() {
            ended = true;
            if (cancel != null) {
                cancel.run();
            }
        }
    }

    private Duration backOff(int attempt) {
        Duration doubled = config.baseDelay().multipliedBy(1L << Math.min(attempt - 2, MOST_DOUBLINGS));
        Duration ceiling = doubled.compareTo(config.longestDelay()) < 0 ? doubled : config.longestDelay();
        return Duration.ofMillis((long) (ceiling.toMillis() * random.getAsDouble()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** How long the server asked to be left alone. The other voices' exceptions don't hold an answer's headers. */
    private Optional<Duration> asked(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof AwsServiceException service
                    && service.awsErrorDetails() != null
                    && service.awsErrorDetails().sdkHttpResponse() != null) {
                return service.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After").flatMap(this::parse);
            }
        }
        return Optional.empty();
    }

    /** Seconds or a date, as RFC 9110 has it in section 10.2.3; whatever else it is says nothing. */
    private Optional<Duration> parse(String retryAfter) {
        try {
            String value = retryAfter.strip();
            Duration asked = value.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
            return Optional.of(asked);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
