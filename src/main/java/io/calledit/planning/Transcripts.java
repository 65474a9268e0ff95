package io.calledit.planning;

import static java.util.Objects.requireNonNull;

import io.calledit.identity.Owner;
import io.calledit.prediction.Transcript;

/** Remembers for a while how plans were drafted. */
public interface Transcripts {

    /**
     * What is known of the draft of that name, which may be any text; nobody finds another person's. May have to ask a table
     * for it, so not for use on an event loop.
     */
    Found find(Owner owner, String runId);

    /** What is known of a draft. */
    sealed interface Found {

        /** It has ended, and this is all of it. */
        record Ended(Transcript transcript) implements Found {

            public Ended {
                requireNonNull(transcript, "transcript");
            }
        }

        /** It is still going on. */
        record UnderWay() implements Found {}

        /** There is none of that name, or none any more. */
        record Unknown() implements Found {}
    }
}
