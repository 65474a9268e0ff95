package io.calledit.model;

import java.time.Duration;

/** Hears of every call to a model that is made again, before anyone has seen anything of its answer. */
@FunctionalInterface
public interface RetryListener {

    /**
     * A call has failed and could be made again.
     *
     * @param why {@link ModelFailure#BUSY} or {@link ModelFailure#UNREACHABLE}
     * @param attempt the number of the try to come; the first was 1
     * @param in how long until then
     * @return false where that is too late, or of no use any more: the failure then stands
     */
    boolean retrying(ModelFailure why, int attempt, Duration in);
}
