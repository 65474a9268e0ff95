package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

import io.calledit.planning.Transcripts.Found;

/**
 * The draft that a call is logged from, as far as it is known.
 *
 * @param runId as the client names it
 * @param drafting what the call's entry will say of it
 * @param transcript there exactly where the entry names one
 */
public record Draft(String runId, Drafting drafting, Optional<KeptTranscript> transcript) {

    public Draft {
        requireNonNull(runId, "runId");
        requireNonNull(drafting, "drafting");
        requireNonNull(transcript, "transcript");
    }

    /** The draft of that name. A call is logged whatever is known of it, so nothing of it is an error. */
    public static Draft of(String runId, Found found) {
        if (found instanceof Found.Ended ended) {
            return KeptTranscript.of(ended.transcript())
                    .map(kept -> new Draft(runId, new Drafting.Kept(kept.hash()), Optional.of(kept)))
                    .orElseGet(() -> without(runId, Drafting.Reason.TOO_LONG));
        }
        return without(runId, found instanceof Found.UnderWay ? Drafting.Reason.UNDER_WAY : Drafting.Reason.UNKNOWN_RUN);
    }

    private static Draft without(String runId, Drafting.Reason reason) {
        return new Draft(runId, new Drafting.NotKept(reason), Optional.empty());
    }
}
