package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One entry to be written, with what is kept beside it.
 *
 * @param call what the entry's call has come to with it
 * @param receipt of the request that it answers, where that had a key
 * @param transcript of how the call's plan was drafted, exactly where the entry has the hash of one
 */
public record Append(Entry entry, CallSummary call, Optional<Receipt> receipt, Optional<KeptTranscript> transcript) {

    public Append {
        requireNonNull(entry, "entry");
        requireNonNull(call, "call");
        requireNonNull(receipt, "receipt");
        requireNonNull(transcript, "transcript");
        if (!transcript.map(KeptTranscript::hash).equals(entry.transcriptHash())) {
            throw new IllegalArgumentException("the transcript isn't the one that the entry has the hash of");
        }
    }

    /** An entry without a transcript. */
    public Append(Entry entry, CallSummary call, Optional<Receipt> receipt) {
        this(entry, call, receipt, Optional.empty());
    }

    /** Whether the entry makes its call, which isn't in the store yet. */
    public boolean makesTheCall() {
        return entry.event() instanceof Event.Logged;
    }
}
