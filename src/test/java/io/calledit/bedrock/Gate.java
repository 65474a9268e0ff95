package io.calledit.bedrock;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Holds an answer of the emulator back until the test lets it go on, so that a test sets the pace without sleeping. */
public final class Gate {

    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private final Semaphore arrivals = new Semaphore(0);
    private int permits;
    private boolean open;

    /** Lets one step pass: the one that waits, or the next that comes. */
    public void release() {
        CompletableFuture<Void> first;
        synchronized (this) {
            first = waiting.poll();
            if (first == null) {
                permits++;
            }
        }
        if (first != null) {
            first.complete(null);
        }
    }

    /** Lets everything pass from now on. */
    public void open() {
        Deque<CompletableFuture<Void>> all;
        synchronized (this) {
            open = true;
            all = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        all.forEach(step -> step.complete(null));
    }

    /** Returns once the answer has come to this gate once more; each arrival is counted once. */
    public void awaitArrival(Duration limit) throws InterruptedException {
        if (!arrivals.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no answer came to the gate within " + limit);
        }
    }

    CompletionStage<Void> pass() {
        var passed = new CompletableFuture<Void>();
        boolean free;
        synchronized (this) {
            free = open || permits > 0;
            if (!free) {
                waiting.add(passed);
            } else if (!open) {
                permits--;
            }
        }
        arrivals.release();
        if (free) {
            passed.complete(null);
        }
        return passed;
    }
}
