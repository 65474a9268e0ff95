package io.calledit.line;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a run still waits for its model: up to its first sign of life, between two of them, and for all of it. */
final class Patience {

    private final LineConfig.Deadline deadline;
    private final LongSupplier lastThoughtAt;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private volatile long lastSignAt;
    private volatile boolean answering;

    /**
     * Begins to wait.
     *
     * @param lastThoughtAt when the model last thought aloud, by that clock; it counts as a sign of life, but not as the
     *        first of an answer
     * @param nanoTime {@link System#nanoTime()}, where no test says otherwise
     */
    Patience(LineConfig.Deadline deadline, LongSupplier lastThoughtAt, LongSupplier nanoTime) {
        this.deadline = deadline;
        this.lastThoughtAt = lastThoughtAt;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
        this.lastSignAt = startedAt;
    }

    /** A token has come, or a tool is used. */
    void signOfLife() {
        answering = true;
        lastSignAt = nanoTime.getAsLong();
    }

    /** The model is asked for one more answer, and has as long for its beginning as it had for the first. */
    void beginAnew() {
        lastSignAt = nanoTime.getAsLong();
        answering = false;
    }

    /** The time until the run is given up; none or less once it is up. */
    Duration left() {
        Duration silence = answering ? deadline.between() : deadline.first();
        Duration untilSilent = silence.minus(silentFor());
        Duration untilOver = deadline.whole().minus(age());
        return shorter(untilSilent, untilOver);
    }

    boolean isOver() {
        Duration left = left();
        return left.isZero() || left.isNegative();
    }

    /** How long to wait before asking again: the first sign of life swaps one limit for the other, which may be shorter. */
    Duration untilNextLook() {
        return shorter(left(), deadline.between());
    }

    /** How long the model has said and thought nothing. */
    Duration silentFor() {
        return Duration.ofNanos(nanoTime.getAsLong() - Math.max(lastSignAt, lastThoughtAt.getAsLong()));
    }

    /** How long the run has been under way. */
    Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - startedAt);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
