package io.calledit.gateway.standin.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A function, and as many environments of it as are needed: an event goes to the one that has been free for longest, so
 * that what belongs together is seldom in one process; where none is free another is started.
 */
public final class Function implements AutoCloseable {

    private record Waiting(String event, CompletableFuture<String> answer) {}

    private final FunctionCode code;
    private final int most;
    private final Duration timeout;
    private final Path logs;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread worker = new Thread(task, "lambda");
        worker.setDaemon(true);
        return worker;
    });
    // All guarded by this.
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Environment> free = new ArrayDeque<>();
    private final Set<Environment> starting = new HashSet<>();
    private final Set<Environment> all = new HashSet<>();
    private int started;
    private boolean closed;

    /**
     * @param most how many environments there may be at once; what comes when all are busy waits
     * @param timeout how long an invocation may take
     * @param logs the folder to which the environments write
     */
    public Function(FunctionCode code, int most, Duration timeout, Path logs) throws IOException {
        this.code = code;
        this.most = most;
        this.timeout = timeout;
        this.logs = Files.createDirectories(logs);
    }

    /** @return the function's answer; fails with a {@link FunctionError} */
    public CompletableFuture<String> invoke(String event) {
        Waiting one = new Waiting(event, new CompletableFuture<>());
        Environment taken;
        synchronized (this) {
            taken = free.poll();
            if (taken == null) {
                waiting.add(one);
                if (starting.size() < waiting.size() && all.size() < most) {
                    start();
                }
            }
        }
        if (taken != null) {
            give(taken, one);
        }
        return one.answer();
    }

    /** Has that many environments there before anything asks for them, started one after the other. */
    public void provision(int environments) throws Exception {
        for (int i = 0; i < environments; i++) {
            Environment next;
            synchronized (this) {
                next = start();
            }
            awaitStarted(next);
        }
    }

    /** Waits until one of them is free. */
    public synchronized void awaitFree() throws InterruptedException {
        while (free.isEmpty()) {
            wait();
        }
    }

    private synchronized void awaitStarted(Environment environment) throws InterruptedException {
        while (starting.contains(environment)) {
            wait();
        }
        if (!all.contains(environment)) {
            throw new IllegalStateException(environment.fault());
        }
    }

    /** Ends every process that is at an invocation, as a fault in it would. @return how many those were */
    public int endWhatIsBusy() {
        List<Environment> busy = busy();
        busy.forEach(environment -> ProcessHandle.of(environment.pid()).ifPresent(ProcessHandle::destroyForcibly));
        return busy.size();
    }

    /** The processes that are at an invocation. */
    public synchronized List<Environment> busy() {
        List<Environment> busy = environments();
        busy.removeAll(free);
        busy.removeAll(starting);
        return busy;
    }

    /** The processes there are now. */
    public synchronized List<Environment> environments() {
        return new ArrayList<>(all);
    }

    private Environment start() {
        Path log = logs.resolve("environment-" + ++started + ".log");
        Environment environment = new Environment(code, timeout, log, workers, this::isFree);
        starting.add(environment);
        all.add(environment);
        environment.gone().thenRun(() -> isGone(environment));
        return environment;
    }

    private void isFree(Environment environment) {
        Waiting next;
        synchronized (this) {
            starting.remove(environment);
            notifyAll();
            next = waiting.poll();
            if (next == null) {
                free.add(environment);
            }
        }
        if (next != null) {
            give(environment, next);
        }
    }

    private void isGone(Environment environment) {
        Waiting forNothing = null;
        synchronized (this) {
            all.remove(environment);
            free.remove(environment);
            if (starting.remove(environment) && !closed) {
                forNothing = waiting.poll();
            }
            notifyAll();
        }
        if (forNothing != null) {
            forNothing.answer().completeExceptionally(new FunctionError(environment.fault()));
        }
    }

    private static void give(Environment environment, Waiting one) {
        environment.invoke(one.event()).whenComplete((answer, failure) -> {
            if (failure != null) {
                one.answer().completeExceptionally(failure);
            } else {
                one.answer().complete(answer);
            }
        });
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        environments().forEach(Environment::close);
        workers.shutdownNow();
    }
}
