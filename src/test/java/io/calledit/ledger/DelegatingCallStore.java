package io.calledit.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;

/** A store that does what another does, for tests that change one thing about it. */
public class DelegatingCallStore implements CallStore {

    private final CallStore store;

    public DelegatingCallStore(CallStore store) {
        this.store = store;
    }

    @Override
    public Head head(Owner owner) {
        return store.head(owner);
    }

    @Override
    public Set<CallId> known(Owner owner, Set<CallId> ids) {
        return store.known(owner, ids);
    }

    @Override
    public List<Entry> entries(Owner owner, CallId id) {
        return store.entries(owner, id);
    }

    @Override
    public List<KeptEntry> chain(Owner owner, long after, int limit) {
        return store.chain(owner, after, limit);
    }

    @Override
    public CallPage page(Owner owner, CallQuery query) {
        return store.page(owner, query);
    }

    @Override
    public Optional<KeptTranscript> transcript(Owner owner, CallId id) {
        return store.transcript(owner, id);
    }

    @Override
    public Optional<Receipt> receipt(Owner owner, IdempotencyKey key) {
        return store.receipt(owner, key);
    }

    @Override
    public boolean append(Owner owner, Head head, List<Append> appends) {
        return store.append(owner, head, appends);
    }
}
