package io.calledit.line;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

import io.calledit.model.ModelFailure;
import io.calledit.planning.UnreadablePlanException;

/**
 * An error in words that are safe and useful for a person.
 *
 * @param message one or two sentences; never an exception's text
 * @param retryable whether the same request may succeed later
 * @param retryAfter how much later, where that is known; positive
 */
public record Problem(ErrorCode code, String message, boolean retryable, Optional<Duration> retryAfter) {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    public Problem {
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        requireNonNull(retryAfter, "retryAfter");
    }

    public static Problem of(ErrorCode code, String message) {
        return new Problem(code, message, code.retryable(), Optional.empty());
    }

    /** @param retryAfter a hint, sent in milliseconds; less than one becomes one */
    public static Problem of(ErrorCode code, String message, Duration retryAfter) {
        Duration hint = retryAfter.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : retryAfter;
        return new Problem(code, message, code.retryable(), Optional.of(hint));
    }

    /** Says what a failed run means to the person who waits for it. */
    static Problem of(Throwable failure) {
        if (failure instanceof UnreadablePlanException) {
            return of(ErrorCode.UNREADABLE_PLAN, "The model’s answer wasn’t a plan that could be checked. Try again,"
                    + " or say more exactly what will happen and by when.");
        }
        return switch (ModelFailure.of(failure)) {
            case BUSY -> of(ErrorCode.MODEL_UNAVAILABLE, "The model is busy right now. Try again in a moment.");
            case UNREACHABLE -> of(ErrorCode.MODEL_UNAVAILABLE, "The model can’t be reached right now. Try again in a moment.");
            case SILENT -> of(ErrorCode.MODEL_TIMEOUT, "The model took too long to answer. Try again.");
            case REFUSED -> of(ErrorCode.MODEL_REFUSED, "The model declined to plan for this prediction. Put it in other words.");
            case MISCONFIGURED -> new Problem(ErrorCode.MODEL_UNAVAILABLE, "The model isn’t set up correctly on this"
                    + " server, so no plan can be drafted. Whoever runs it finds the cause in the log.", false, Optional.empty());
            case UNFINISHED -> of(ErrorCode.UNREADABLE_PLAN, "The model didn’t come to the end of its plan. Try again,"
                    + " or put the prediction more simply.");
            case UNKNOWN -> of(ErrorCode.INTERNAL, "Something went wrong on our side. Try again.");
        };
    }
}
