package io.calledit.line;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OpenConnections;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets the runs come to their end when the service is to stop, and closes every socket with status 1001 ("going away"), so
 * that pages know at once.
 *
 * <p>The first of the two events comes while the server still listens and its sockets work; by the second one, outside of
 * dev mode, it has closed them. In dev mode a restart keeps the connections' threads, and a socket that outlived its
 * application would reach into the next one.
 */
@ApplicationScoped
class GoingAway {

    private static final Logger LOG = Logger.getLogger(GoingAway.class);
    private static final CloseReason STOPPING = new CloseReason(1001, "The service is stopping");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Runs runs;
    private final LineConfig config;
    private final OpenConnections connections;

    GoingAway(Runs runs, LineConfig config, OpenConnections connections) {
        this.runs = runs;
        this.config = config;
        this.connections = connections;
    }

    /** Waits for the runs that are under way, which holds up the stop; new ones are refused from here on. */
    void letRunsEnd(@Observes ShutdownDelayInitiatedEvent stopping) throws InterruptedException {
        CompletableFuture<Void> over = runs.close();
        if (!over.isDone()) {
            Duration grace = config.shutdownGrace();
            LOG.infof("Stopping; %d drafts may go on for up to %d s", runs.underWay(), grace.toSeconds());
            if (!isDoneWithin(grace, over)) {
                LOG.infof("%d drafts are ended before they are done", runs.underWay());
                runs.endAll(Problem.of(
                        ErrorCode.SHUTTING_DOWN,
                        "The service is being restarted, and this draft took longer than it can wait. Try again in a moment.",
                        Admission.UNTIL_THE_SERVICE_IS_BACK));
            }
            awaitReaders();
        }
        closeSockets();
    }

    private static boolean isDoneWithin(Duration grace, CompletableFuture<Void> over) throws InterruptedException {
        try {
            over.get(grace.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last frames are still on their way to those who read slowly; nobody is told when they have got them. */
    private void awaitReaders() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (runs.readers() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    void close(@Observes ShutdownEvent stopping) {
        closeSockets();
    }

    private void closeSockets() {
        try {
            Multi.createFrom().iterable(connections.listAll())
                    .onItem().transformToUni(connection -> connection.close(STOPPING).onFailure().recoverWithNull())
                    .merge(64)
                    .onItem().ignoreAsUni()
                    .await().atMost(PATIENCE);
        } catch (io.smallrye.mutiny.TimeoutException e) {
            LOG.warnf("%d sockets were still open after %d ms", connections.listAll().size(), PATIENCE.toMillis());
        }
    }
}
