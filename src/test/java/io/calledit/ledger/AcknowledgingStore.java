package io.calledit.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.calledit.identity.Owner;
import io.calledit.prediction.CallId;

/** Another store, which in addition tells of each entry as soon as that store has said that it is written. */
record AcknowledgingStore(CallStore store, Consumer<Entry> written) implements CallStore {

    @Override
    public boolean append(Owner owner, Head head, List<Append> appends) {
        boolean done = store.append(owner, head, appends);
        if (done) {
            appends.forEach(append -> written.accept(append.entry()));
        }
        return done;
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
}
