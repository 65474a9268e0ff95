package io.calledit.line;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.identity.Owner;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** The runs of this node: those under way, and those that ended not long ago. */
@ApplicationScoped
public class Runs {

    /** A client's own id for what it asks; nobody else can attach to a run by guessing it. */
    private record Request(Owner owner, UUID id) {}

    private final LineConfig config;
    private final ContextInternal timers; // a timer of the caller's context would hold the caller's connection until then
    private final LineMeters meters;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Map<Request, Run> byRequest = new ConcurrentHashMap<>();
    private final Map<String, Set<Run>> byConnection = new ConcurrentHashMap<>();
    private final Pace pace;
    private final Admission admission;
    private final Kept kept;
    private final FrameLimit limit;

    Runs(LineConfig config, Vertx vertx, LineMeters meters, FrameWriter frames) {
        this.config = config;
        this.timers = ((VertxInternal) vertx).createEventLoopContext();
        this.meters = meters;
        // Not the clock on the wall: one that is put back would leave people waiting for it to catch up.
        this.pace = new Pace(config.runsPerMinute(), TimeMeter.SYSTEM_NANOTIME, this::after);
        this.admission = new Admission(config.runsOnNode(), pace);
        this.limit = new FrameLimit(config.maxFrameSize().asLongValue(), frames);
        this.kept = new Kept(config.keepSize().asLongValue());
    }

    /**
     * The run for a request: a new one, or, where the client has asked before, the one it asked for.
     *
     * @param start sets a new run going; not called for one that exists
     * @throws RefusedException if the connection, the person or the node has as many runs under way as it may have
     */
    Run open(ClientMessage.MakeCall call, Owner owner, String connectionId, Consumer<Run> start) {
        Optional<Request> request = request(call, owner);
        Run asked = request.map(byRequest::get).orElse(null);
        if (asked != null) {
            return read(asked, connectionId);
        }
        long underWay = byConnection.getOrDefault(connectionId, Set.of()).stream()
                .filter(run -> !run.log().hasEnded())
                .count();
        if (underWay >= config.runsPerConnection()) {
            throw Refusals.tooManyRuns(underWay);
        }
        checkReaders(connectionId);
        admission.admit(owner);
        Run run = run(UUID.randomUUID().toString(), call, owner);
        Run first = request.map(id -> byRequest.putIfAbsent(id, run)).orElse(null);
        if (first != null) { // the same request has come in twice at the same time
            admission.withdraw(owner);
            return read(first, connectionId);
        }
        return begin(run, connectionId, start);
    }

    /**
     * A new run, for a door that has chosen its id and has seen to it that the connection and the person may start one.
     *
     * @param start sets the run going
     * @throws RefusedException if the node has as many runs under way as it may have, or is to stop
     */
    public Run begin(String id, ClientMessage.MakeCall call, Owner owner, String connectionId, Consumer<Run> start) {
        admission.admitHere();
        return begin(run(id, call, owner), connectionId, start);
    }

    private Run run(String id, ClientMessage.MakeCall call, Owner owner) {
        return new Run(id, owner, call, config.maxRunText(), config.deadline(), limit, meters, this::keep);
    }

    private Run begin(Run run, String connectionId, Consumer<Run> start) {
        runs.put(run.id(), run);
        try {
            meters.started(run.owner());
            watch(run, connectionId);
            enforceDeadline(run);
            start.accept(run);
        } catch (RuntimeException e) {
            run.fail(e);
        }
        return run;
    }

    /** Whether the connection is being sent the frames of the run of that request already. */
    boolean isReading(ClientMessage.MakeCall call, Owner owner, String connectionId) {
        return request(call, owner).map(byRequest::get)
                .filter(run -> run.isWatchedBy(connectionId) && !run.log().hasEnded())
                .isPresent();
    }

    /**
     * The run of that id, read by one more connection.
     *
     * @throws RefusedException if there is none, or no longer, or if it has no frame of that number, or the connection
     *     reads as many as it may
     */
    Run resume(String runId, int afterSeq, Owner owner, String connectionId) {
        Run run = find(runId, owner);
        if (afterSeq > run.log().lastSeq()) {
            throw Refusals.noFrame(afterSeq);
        }
        return read(run, connectionId);
    }

    /** Every run that can still be read, those that have ended included. */
    Collection<Run> all() {
        return Collections.unmodifiableCollection(runs.values());
    }

    /** @throws RefusedException if that owner has none of that id, or no longer */
    Run find(String runId, Owner owner) {
        Run run = runs.get(runId);
        if (run == null || !run.owner().equals(owner)) {
            throw Refusals.unknownRun();
        }
        return run;
    }

    /** A connection is gone: runs that nobody reads any more are stopped after a period of grace. */
    void disconnected(String connectionId) {
        Set<Run> read = byConnection.remove(connectionId);
        if (read == null) {
            return;
        }
        for (Run run : read) {
            if (run.leftBy(connectionId) && !run.log().hasEnded()) {
                after(config.grace(), () -> stopIfUnread(run));
            }
        }
    }

    /** Somebody may have come back and left again, which starts the grace anew. */
    private void stopIfUnread(Run run) {
        Duration unread = run.unreadFor();
        if (unread.isZero() || run.log().hasEnded()) {
            return;
        }
        Duration left = config.grace().minus(unread);
        if (left.isNegative() || left.isZero()) {
            run.stop();
        } else {
            after(left, () -> stopIfUnread(run));
        }
    }

    /** One more reader for a run that exists; where the connection reads that one already, it is the same one. */
    private Run read(Run run, String connectionId) {
        if (!run.log().isReadBy(connectionId)) {
            checkReaders(connectionId);
        }
        return watch(run, connectionId);
    }

    private void checkReaders(String connectionId) {
        long reading = byConnection.getOrDefault(connectionId, Set.of()).stream()
                .filter(run -> run.log().isReadBy(connectionId))
                .count();
        if (reading >= config.readersPerConnection()) {
            throw Refusals.tooManyReaders(reading);
        }
    }

    private Run watch(Run run, String connectionId) {
        run.joinedBy(connectionId);
        byConnection.computeIfAbsent(connectionId, id -> ConcurrentHashMap.newKeySet()).add(run);
        return run;
    }

    private void enforceDeadline(Run run) {
        if (!run.log().hasEnded()) {
            Duration again = run.enforce();
            if (!run.log().hasEnded()) {
                String id = run.id(); // and not the run, which may end and be forgotten long before that
                after(again, () -> Optional.ofNullable(runs.get(id)).ifPresent(this::enforceDeadline));
            }
        }
    }

    /** Lets no more runs start, and completes when those under way are over. */
    CompletableFuture<Void> close() {
        return admission.close();
    }

    /** Ends what is still under way. */
    void endAll(Problem why) {
        runs.values().forEach(run -> run.end(why));
    }

    /** How many runs are under way. */
    int underWay() {
        return admission.underWay();
    }

    /** How many readers are being sent frames. */
    int readers() {
        return runs.values().stream().mapToInt(run -> run.log().readers()).sum();
    }

    /** Whether nothing is remembered, of any run, request, connection or person. */
    boolean isEmpty() {
        return runs.isEmpty() && byRequest.isEmpty() && byConnection.isEmpty() && kept.isEmpty() && pace.people() == 0;
    }

    private static Optional<Request> request(ClientMessage.MakeCall call, Owner owner) {
        return call.requestId().map(id -> new Request(owner, id));
    }

    private void keep(Run ended) {
        admission.ended();
        String id = ended.id(); // and not the run, which may be forgotten earlier and then shouldn't be held here
        after(config.keep(), () -> Optional.ofNullable(runs.get(id)).ifPresent(this::forget));
        kept.keep(ended).forEach(this::forget);
    }

    private void forget(Run run) {
        kept.forget(run);
        run.release();
        runs.remove(run.id());
        request(run.call(), run.owner()).ifPresent(request -> byRequest.remove(request, run));
        for (String connectionId : run.watchers()) {
            byConnection.computeIfPresent(connectionId, (id, read) -> read.remove(run) && read.isEmpty() ? null : read);
        }
    }

    private void after(Duration delay, Runnable task) {
        timers.setTimer(Math.max(1, delay.toMillis()), timer -> task.run());
    }
}
