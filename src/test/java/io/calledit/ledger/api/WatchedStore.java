package io.calledit.ledger.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.calledit.identity.Owner;
import io.calledit.ledger.Append;
import io.calledit.ledger.CallPage;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallStore;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Head;
import io.calledit.ledger.IdempotencyKey;
import io.calledit.ledger.InMemoryCallStore;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.KeptTranscript;
import io.calledit.ledger.Receipt;
import io.calledit.prediction.CallId;
import io.vertx.core.Context;

/** A store whose every use is watched, and which can be made to fail. */
@Alternative
@Singleton
class WatchedStore implements CallStore {

    private volatile CallStore store = new InMemoryCallStore();
    private volatile RuntimeException failure;
    private volatile int stretchesBeforeFailure;
    private final AtomicInteger uses = new AtomicInteger();
    private final AtomicInteger usesOnAnEventLoop = new AtomicInteger();
    private final AtomicInteger stretches = new AtomicInteger();

    void forget() {
        keepIn(new InMemoryCallStore());
        failure = null;
        stretchesBeforeFailure = Integer.MAX_VALUE;
        uses.set(0);
        usesOnAnEventLoop.set(0);
        stretches.set(0);
    }

    void keepIn(CallStore other) {
        store = other;
    }

    void failWith(RuntimeException exception) {
        failure = exception;
    }

    void failAfterStretches(int read) {
        stretchesBeforeFailure = read;
    }

    int uses() {
        return uses.get();
    }

    int usesOnAnEventLoop() {
        return usesOnAnEventLoop.get();
    }

    int stretchesRead() {
        return stretches.get();
    }

    private <T> T used(Supplier<T> use) {
        uses.incrementAndGet();
        if (Context.isOnEventLoopThread()) {
            usesOnAnEventLoop.incrementAndGet();
        }
        if (failure != null) {
            throw failure;
        }
        return use.get();
    }

    @Override
    public Head head(Owner owner) {
        return used(() -> store.head(owner));
    }

    @Override
    public Set<CallId> known(Owner owner, Set<CallId> ids) {
        return used(() -> store.known(owner, ids));
    }

    @Override
    public List<Entry> entries(Owner owner, CallId id) {
        return used(() -> store.entries(owner, id));
    }

    @Override
    public List<KeptEntry> chain(Owner owner, long after, int limit) {
        if (stretches.getAndIncrement() >= stretchesBeforeFailure) {
            throw new IllegalStateException("the store broke while it was read");
        }
        return used(() -> store.chain(owner, after, limit));
    }

    @Override
    public CallPage page(Owner owner, CallQuery query) {
        return used(() -> store.page(owner, query));
    }

    @Override
    public Optional<KeptTranscript> transcript(Owner owner, CallId id) {
        return used(() -> store.transcript(owner, id));
    }

    @Override
    public Optional<Receipt> receipt(Owner owner, IdempotencyKey key) {
        return used(() -> store.receipt(owner, key));
    }

    @Override
    public boolean append(Owner owner, Head head, List<Append> appends) {
        return used(() -> store.append(owner, head, appends));
    }
}
