package io.calledit.line;

import java.time.Duration;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OpenConnections;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Closes every socket with status 1001 ("going away") when the service stops, so that pages know at once.
 *
 * <p>In dev mode a restart keeps the connections' threads, and a socket that outlived its application would reach into
 * the next one.
 */
@ApplicationScoped
class GoingAway {

    private static final Logger LOG = Logger.getLogger(GoingAway.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OpenConnections connections;

    GoingAway(OpenConnections connections) {
        this.connections = connections;
    }

    void close(@Observes ShutdownEvent stopping) {
        try {
            Multi.createFrom().iterable(connections.listAll())
                    .onItem().transformToUni(connection -> connection
                            .close(new CloseReason(1001, "The service is stopping"))
                            .onFailure().recoverWithNull())
                    .merge(64)
                    .onItem().ignoreAsUni()
                    .await().atMost(PATIENCE);
        } catch (TimeoutException e) {
            LOG.warnf("%d sockets were still open after %d ms", connections.listAll().size(), PATIENCE.toMillis());
        }
    }
}
