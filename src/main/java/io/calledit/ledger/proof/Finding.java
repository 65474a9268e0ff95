package io.calledit.ledger.proof;

import java.util.List;
import java.util.OptionalLong;

/** What a verification came to. */
public sealed interface Finding {

    /**
     * Every entry is as it was written, and none is missing before the last one.
     *
     * @param chains one of a proof, and one per owner of a database
     * @param remarks what a reader may want to know although nothing is broken, in whole sentences
     */
    record Holds(List<Chain> chains, List<String> remarks) implements Finding {

        public Holds {
            chains = List.copyOf(chains);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * The chain is not what the ledger wrote.
     *
     * @param entry the number of the first entry that breaks it; empty where it is no single one's fault
     * @param reason why, in words that go on after a colon
     */
    record Broken(OptionalLong entry, String reason) implements Finding {

        /** The whole finding as one sentence. */
        public String sentence() {
            return "The chain is broken" + (entry.isPresent() ? " at entry " + entry.getAsLong() : "") + ": " + reason;
        }
    }

    /**
     * Nothing could be found out.
     *
     * @param reason why, in a whole sentence
     */
    record Unreadable(String reason) implements Finding {
    }

    /**
     * A chain that holds.
     *
     * @param head the hash of the last entry, or 64 zeros where there is none
     */
    record Chain(String owner, long entries, long calls, String head) {
    }
}
