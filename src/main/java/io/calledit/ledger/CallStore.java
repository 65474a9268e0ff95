package io.calledit.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;

/**
 * Keeps ledgers. Each owner has one, and finds nothing of anybody else's: a call of another owner is as absent as one
 * that never was.
 *
 * <p>Every method blocks and may be called from any number of threads and processes at once. Every one throws {@link
 * LedgerException.Unavailable} where the store can't be reached, is full or is damaged; after an {@code append} that threw
 * it, the entries are either all kept or none, and the receipts tell which.
 *
 * <p>Reads see every append that was finished before they began. {@code CallStoreContract} holds all of this for every store.
 */
public interface CallStore {

    /** The end of the ledger; {@link Head#EMPTY} where nothing was written. */
    Head head(Owner owner);

    /** Which of these calls the owner has. */
    Set<CallId> known(Owner owner, Set<CallId> ids);

    /** The call's entries, ascending; none where there is no such call. */
    List<Entry> entries(Owner owner, CallId id);

    /**
     * A stretch of the ledger, ascending by number.
     *
     * @param after the number behind which it begins; 0 for the beginning
     * @param limit the most entries to give; fewer, or none, only where the ledger ends
     */
    List<KeptEntry> chain(Owner owner, long after, int limit);

    /** The calls that are asked for, in the order asked for. */
    CallPage page(Owner owner, CallQuery query);

    /** How the call's plan was drafted; nothing where there is no such call, or no transcript of it was kept. */
    Optional<KeptTranscript> transcript(Owner owner, CallId id);

    /** What became of a request with that key; nothing where none was carried out. */
    Optional<Receipt> receipt(Owner owner, IdempotencyKey key);

    /**
     * Writes the entries, their calls, receipts and transcripts: all of them, on disk, when it returns, and none when it throws.
     *
     * @param head where the ledger is expected to end
     * @param appends at least one; the first follows the head, each one the one before
     * @return false, with nothing written, where the ledger ends elsewhere by now
     */
    boolean append(Owner owner, Head head, List<Append> appends);
}
