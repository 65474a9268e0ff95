package io.calledit.line;

import java.time.Duration;

import io.calledit.model.ModelFailure;

/** What a run has met with and goes on after, in words for the person who waits. */
final class Setback {

    /** The model's answer was no plan that could be checked. */
    static final String UNREADABLE = "That wasn’t a plan that could be checked. The model is writing it anew.";

    private Setback() {}

    /** The model could not be asked, and will be once more. */
    static String of(ModelFailure why, Duration in) {
        String what = why == ModelFailure.BUSY ? "The model is busy." : "The model can’t be reached.";
        long seconds = Math.round(in.toMillis() / 1_000.0);
        return what + (seconds == 0 ? " Trying again now." : " Trying again in " + seconds + " s.");
    }
}
