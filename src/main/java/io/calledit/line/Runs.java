package io.calledit.line;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;

/** The runs of this node: those under way, and those that ended not long ago. */
@ApplicationScoped
class Runs {

    private final LineConfig config;
    private final Vertx vertx;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Map<UUID, String> byRequest = new ConcurrentHashMap<>();

    Runs(LineConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    /**
     * The run for a request: a new one, or, where the client has asked before, the one it asked for.
     *
     * @param start sets a new run going; not called for one that exists
     * @throws RefusedException if the connection has as many runs under way as it may have
     */
    Run open(Optional<UUID> requestId, String connectionId, Consumer<Run> start) {
        Optional<Run> asked = requestId.map(byRequest::get).map(runs::get);
        if (asked.isPresent()) {
            return watch(asked.get(), connectionId);
        }
        long underWay = runs.values().stream()
                .filter(run -> run.watchers().contains(connectionId) && !run.log().hasEnded())
                .count();
        if (underWay >= config.runsPerConnection()) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_RUNS,
                    "There are already " + underWay + " plans being drafted. Wait for one to end, or stop it.");
        }
        Run run = new Run(UUID.randomUUID().toString(), config.maxRunText(), this::ended);
        runs.put(run.id(), run);
        requestId.ifPresent(id -> byRequest.put(id, run.id()));
        watch(run, connectionId);
        enforceDeadline(run);
        start.accept(run);
        return run;
    }

    /**
     * The run of that id, read by one more connection.
     *
     * @throws RefusedException if there is none, or no longer
     */
    Run resume(String runId, String connectionId) {
        return watch(find(runId), connectionId);
    }

    /** @throws RefusedException if there is none of that id, or no longer */
    Run find(String runId) {
        Run run = runs.get(runId);
        if (run == null) {
            throw new RefusedException(
                    ErrorCode.UNKNOWN_RUN, "That draft isn’t known here any more. Draft the plan again.");
        }
        return run;
    }

    /** A connection is gone: runs that nobody reads any more are stopped after a period of grace. */
    void disconnected(String connectionId) {
        for (Run run : runs.values()) {
            if (run.watchers().remove(connectionId) && run.watchers().isEmpty() && !run.log().hasEnded()) {
                after(config.grace(), () -> stopIfUnread(run));
            }
        }
    }

    private static void stopIfUnread(Run run) {
        if (run.watchers().isEmpty()) {
            run.stop();
        }
    }

    private static Run watch(Run run, String connectionId) {
        run.watchers().add(connectionId);
        return run;
    }

    private void enforceDeadline(Run run) {
        if (!run.log().hasEnded()) {
            Duration again = run.enforce(config.deadline());
            if (!run.log().hasEnded()) {
                after(again, () -> enforceDeadline(run));
            }
        }
    }

    private void ended(Run run) {
        after(config.keep(), () -> forget(run));
    }

    private void forget(Run run) {
        run.release();
        runs.remove(run.id());
        byRequest.values().remove(run.id());
    }

    private void after(Duration delay, Runnable task) {
        vertx.setTimer(Math.max(1, delay.toMillis()), timer -> task.run());
    }
}
