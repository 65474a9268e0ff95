package io.calledit.line;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.identity.Owner;
import io.vertx.core.Vertx;

/** The runs of this node: those under way, and those that ended not long ago. */
@ApplicationScoped
class Runs {

    /** A client's own id for what it asks; nobody else can attach to a run by guessing it. */
    private record Request(Owner owner, UUID id) {}

    private final LineConfig config;
    private final Vertx vertx;
    private final LineMeters meters;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Map<Request, Run> byRequest = new ConcurrentHashMap<>();
    private final Map<String, Set<Run>> byConnection = new ConcurrentHashMap<>();

    Runs(LineConfig config, Vertx vertx, LineMeters meters) {
        this.config = config;
        this.vertx = vertx;
        this.meters = meters;
    }

    /**
     * The run for a request: a new one, or, where the client has asked before, the one it asked for.
     *
     * @param start sets a new run going; not called for one that exists
     * @throws RefusedException if the connection has as many runs under way as it may have
     */
    Run open(ClientMessage.MakeCall call, Owner owner, String connectionId, Consumer<Run> start) {
        Optional<Request> request = request(call, owner);
        Run asked = request.map(byRequest::get).orElse(null);
        if (asked != null) {
            return watch(asked, connectionId);
        }
        long underWay = byConnection.getOrDefault(connectionId, Set.of()).stream()
                .filter(run -> !run.log().hasEnded())
                .count();
        if (underWay >= config.runsPerConnection()) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_RUNS,
                    "There are already " + underWay + " plans being drafted. Wait for one to end, or stop it.");
        }
        Run run = new Run(
                UUID.randomUUID().toString(),
                owner,
                call,
                config.maxRunText(),
                config.deadline(),
                meters,
                ended -> after(config.keep(), () -> forget(ended)));
        runs.put(run.id(), run);
        Run first = request.map(id -> byRequest.putIfAbsent(id, run)).orElse(null);
        if (first != null) { // the same request has come in twice at the same time
            runs.remove(run.id());
            return watch(first, connectionId);
        }
        meters.started(owner);
        watch(run, connectionId);
        enforceDeadline(run);
        try {
            start.accept(run);
        } catch (RuntimeException e) {
            run.fail(e);
        }
        return run;
    }

    /** Whether the connection is being sent the frames of the run of that request already. */
    boolean isReading(ClientMessage.MakeCall call, Owner owner, String connectionId) {
        return request(call, owner).map(byRequest::get)
                .filter(run -> run.isReadBy(connectionId) && !run.log().hasEnded())
                .isPresent();
    }

    /**
     * The run of that id, read by one more connection.
     *
     * @throws RefusedException if there is none, or no longer, or if it has no frame of that number
     */
    Run resume(String runId, int afterSeq, Owner owner, String connectionId) {
        Run run = find(runId, owner);
        if (afterSeq > run.log().lastSeq()) {
            throw new RefusedException(
                    ErrorCode.BAD_MESSAGE, "That draft has no frame " + afterSeq + " yet. Resume after the last one received.");
        }
        return watch(run, connectionId);
    }

    /** Every run that can still be read, those that have ended included. */
    Collection<Run> all() {
        return Collections.unmodifiableCollection(runs.values());
    }

    /** @throws RefusedException if that owner has none of that id, or no longer */
    Run find(String runId, Owner owner) {
        Run run = runs.get(runId);
        if (run == null || !run.owner().equals(owner)) {
            throw new RefusedException(
                    ErrorCode.UNKNOWN_RUN, "That draft isn’t known here any more. Draft the plan again.");
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

    private Run watch(Run run, String connectionId) {
        run.joinedBy(connectionId);
        byConnection.computeIfAbsent(connectionId, id -> ConcurrentHashMap.newKeySet()).add(run);
        return run;
    }

    private void enforceDeadline(Run run) {
        if (!run.log().hasEnded()) {
            Duration again = run.enforce();
            if (!run.log().hasEnded()) {
                after(again, () -> enforceDeadline(run));
            }
        }
    }

    private static Optional<Request> request(ClientMessage.MakeCall call, Owner owner) {
        return call.requestId().map(id -> new Request(owner, id));
    }

    private void forget(Run run) {
        run.release();
        runs.remove(run.id());
        request(run.call(), run.owner()).ifPresent(byRequest::remove);
        for (String connectionId : run.watchers()) {
            byConnection.computeIfPresent(connectionId, (id, read) -> read.remove(run) && read.isEmpty() ? null : read);
        }
    }

    private void after(Duration delay, Runnable task) {
        vertx.setTimer(Math.max(1, delay.toMillis()), timer -> task.run());
    }
}
