package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;

/** What an entry of a ledger says that happened to its call. */
public sealed interface Event {

    /** The name in JSON and CSV. */
    String type();

    /**
     * A call was made.
     *
     * @param callNumber 1 for the owner's first call, and one more for each that follows
     * @param drafting how its plan was drafted, where that was here
     */
    record Logged(long callNumber, Terms terms, Optional<Drafting> drafting) implements Event {

        public static final String TYPE = "logged";

        public Logged {
            if (callNumber < 1) {
                throw new IllegalArgumentException("calls are numbered from 1");
            }
            requireNonNull(terms, "terms");
            requireNonNull(drafting, "drafting");
        }

        /** A call whose plan came from elsewhere. */
        public Logged(long callNumber, Terms terms) {
            this(callNumber, terms, Optional.empty());
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** The person is more, or less, sure than before: so many percent. */
    record Confidence(int confidence) implements Event {

        public static final String TYPE = "confidence";

        public Confidence {
            if (!Terms.isConfidence(confidence)) {
                throw new IllegalArgumentException("no confidence: " + confidence);
            }
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** The person had something to remember. */
    record Note(String note) implements Event {

        public static final String TYPE = "note";

        public Note {
            requireNonNull(note, "note");
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** The call was judged. */
    record Judged(Verdict verdict) implements Event {

        public static final String TYPE = "verdict";

        public Judged {
            requireNonNull(verdict, "verdict");
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** The verdict in the entry of that number no longer stands. */
    record Undo(long entry) implements Event {

        public static final String TYPE = "undo";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** The person no longer stands by the call, and said so before it was decided. It stays in the ledger. */
    record Withdrawal(Optional<String> note) implements Event {

        public static final String TYPE = "withdrawal";

        public Withdrawal {
            requireNonNull(note, "note");
        }

        @Override
        public String type() {
            return TYPE;
        }
    }
}
