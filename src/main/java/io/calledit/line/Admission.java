package io.calledit.line;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.calledit.identity.Owner;

/** Says whether a run may start: how many are under way on this node, how many a person starts, and whether it is closing. */
final class Admission {

    /** A run takes a quarter of a minute, so that with hundreds of them a place is free soon. */
    private static final Duration UNTIL_A_PLACE_IS_FREE = Duration.ofSeconds(2);
    /** About what a start takes, of this node or of the one that takes its place. */
    static final Duration UNTIL_THE_SERVICE_IS_BACK = Duration.ofSeconds(5);

    private final int mostRuns;
    private final Pace pace;
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private int underWay; // guarded by this
    private boolean closing; // likewise

    Admission(int mostRuns, Pace pace) {
        this.mostRuns = mostRuns;
        this.pace = pace;
    }

    /**
     * Lets one more run start. Each that was let in has to be {@link #ended} once.
     *
     * @throws RefusedException if it may not, which counts for nothing
     */
    synchronized void admit(Owner owner) {
        checkPlace();
        Duration wait = pace.waitFor(owner);
        if (!wait.isZero()) {
            throw Refusals.tooFast(wait);
        }
        underWay++;
    }

    /**
     * The same, whoever starts it: another has asked how fast that person may.
     *
     * @throws RefusedException if it may not
     */
    synchronized void admitHere() {
        checkPlace();
        underWay++;
    }

    private void checkPlace() {
        if (closing) {
            throw new RefusedException(Problem.of(
                    ErrorCode.SHUTTING_DOWN, "The service is being restarted. Try again in a moment.",
                    UNTIL_THE_SERVICE_IS_BACK));
        }
        if (underWay >= mostRuns) {
            throw new RefusedException(Problem.of(
                    ErrorCode.SERVER_BUSY, "The service is drafting as many plans as it can. Try again in a moment.",
                    UNTIL_A_PLACE_IS_FREE));
        }
    }

    /** A run is over. */
    synchronized void ended() {
        underWay--;
        if (closing && underWay == 0) {
            empty.complete(null);
        }
    }

    /** A run was let in that was not needed after all. */
    void withdraw(Owner owner) {
        pace.giveBack(owner);
        ended();
    }

    /** Lets no more runs start, and completes when those that did are over. */
    synchronized CompletableFuture<Void> close() {
        closing = true;
        if (underWay == 0) {
            empty.complete(null);
        }
        return empty;
    }

    synchronized int underWay() {
        return underWay;
    }
}
