package io.calledit.ledger;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;

/**
 * One line of a ledger, which never changes once it is written.
 *
 * @param number its place in the owner's ledger, from 1, without gaps
 * @param at when it was written by the server's clock, to the millisecond; the number gives the order, not this
 * @param importedFrom when it was first written, where it came from a file
 * @param previous the hash of the entry before
 * @param body the canonical JSON of all the above; what is kept, and what the hash is of
 * @param hash {@link HashChain#hash} of the body
 */
public record Entry(
        Owner owner,
        long number,
        Instant at,
        CallId call,
        Event event,
        Optional<Instant> importedFrom,
        String previous,
        String body,
        String hash) {

    public Entry {
        requireNonNull(owner, "owner");
        requireNonNull(at, "at");
        requireNonNull(call, "call");
        requireNonNull(event, "event");
        requireNonNull(importedFrom, "importedFrom");
        requireNonNull(previous, "previous");
        requireNonNull(body, "body");
        requireNonNull(hash, "hash");
    }

    /** The hash of the transcript that is kept with the entry; nothing where none is. */
    public Optional<String> transcriptHash() {
        return event instanceof Event.Logged logged && logged.drafting().orElse(null) instanceof Drafting.Kept kept
                ? Optional.of(kept.hash())
                : Optional.empty();
    }

    /** The entry that follows the head. */
    static Entry after(Head head, Owner owner, Instant at, CallId call, Event event, Optional<Instant> importedFrom) {
        long number = head.entries() + 1;
        Instant moment = at.truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> first = importedFrom.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
        String body = EntryJson.write(owner, number, moment, call, event, first, head.hash());
        return new Entry(owner, number, moment, call, event, first, head.hash(), body, HashChain.hash(body));
    }

    /**
     * The entry that a store kept.
     *
     * @throws LedgerException.Unavailable if the body isn't one of an entry; whether it fits its hash is the verifier's
     *     question
     */
    public static Entry kept(String body, String hash) {
        try {
            return EntryJson.read(body, hash);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new LedgerException.Unavailable(LedgerException.Unavailable.Reason.DAMAGED, e);
        }
    }
}
