package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the entry that logs a call says of how its plan was drafted. */
public sealed interface Drafting {

    /**
     * The transcript is kept beside the ledger.
     *
     * @param hash {@link HashChain#hash} of its canonical JSON, so that it can't be changed unnoticed either
     */
    record Kept(String hash) implements Drafting {

        public Kept {
            requireNonNull(hash, "hash");
        }
    }

    /** The plan was drafted here, and there is no transcript. */
    record NotKept(Reason reason) implements Drafting {

        public NotKept {
            requireNonNull(reason, "reason");
        }
    }

    /** Why there is none. */
    enum Reason {
        /** The draft wasn't known any more, or never was. */
        UNKNOWN_RUN("When the call was logged, its draft wasn’t known here any more."),
        /** The draft was still going on. */
        UNDER_WAY("When the call was logged, its draft was still going on."),
        TOO_LONG("It was too long to be kept.");

        private final String sentence;
        private final String wireName = name().toLowerCase(Locale.ROOT);

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** The name in JSON, such as {@code too_long}. */
        public String wireName() {
            return wireName;
        }

        /** For people. */
        public String sentence() {
            return sentence;
        }

        /** The reason of that name, or nothing where there is none. */
        static Optional<Reason> of(String wireName) {
            return Arrays.stream(values()).filter(reason -> reason.wireName.equals(wireName)).findFirst();
        }
    }
}
