package io.calledit.line;

import java.time.Duration;

/** Why messages that can be read are not carried out, in the same words whichever door they came in by. */
public final class Refusals {

    private Refusals() {}

    /** @param underWay how many runs are, which is as many as may be */
    public static RefusedException tooManyRuns(long underWay) {
        return new RefusedException(
                ErrorCode.TOO_MANY_RUNS,
                "There are already " + underWay + " plans being drafted. Wait for one to end, or stop it.");
    }

    /** @param reading how many runs are sent to the connection, which is as many as may be */
    public static RefusedException tooManyReaders(long reading) {
        return new RefusedException(
                ErrorCode.TOO_MANY_RUNS,
                "There are already " + reading + " plans being sent here. Wait for one to end, or stop it.");
    }

    /** @param wait how long until the person may start one more */
    public static RefusedException tooFast(Duration wait) {
        return new RefusedException(Problem.of(
                ErrorCode.RATE_LIMITED,
                "That is a lot of plans in a short time. Try again in " + wait.plusMillis(999).toSeconds() + " s.",
                wait));
    }

    /** There is no such run, or it is another person's. */
    public static RefusedException unknownRun() {
        return new RefusedException(
                ErrorCode.UNKNOWN_RUN, "That draft isn’t known here any more. Draft the plan again.");
    }

    /** @param seq the number of a frame that the run doesn't have */
    public static RefusedException noFrame(int seq) {
        return new RefusedException(
                ErrorCode.BAD_MESSAGE, "That draft has no frame " + seq + " yet. Resume after the last one received.");
    }

    /** A message came in that isn't text. */
    public static RefusedException binary() {
        return new RefusedException(ErrorCode.BAD_MESSAGE, "Binary messages aren’t read. Send JSON as text.");
    }

    /** Something failed that isn't the client's doing. */
    public static RefusedException ourFault() {
        return new RefusedException(ErrorCode.INTERNAL, "Something went wrong on our side. Try again.");
    }
}
