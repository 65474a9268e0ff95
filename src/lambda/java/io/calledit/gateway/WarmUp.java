package io.calledit.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.calledit.gateway.table.Connections;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Asks the table once while the function starts, so that the first event doesn't wait for the client to be made. That is
 * within the start and not beside it: Lambda freezes a process between its start and its first event.
 */
@ApplicationScoped
class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final String NOBODY = "nobody";

    void start(
            @Observes StartupEvent started,
            Connections connections,
            @ConfigProperty(name = "quarkus.lambda.handler") String handler) {
        if (LaunchMode.current() != LaunchMode.NORMAL || !handler.equals(LineHandler.NAME)) {
            return;
        }
        try {
            connections.owner(NOBODY);
        } catch (RuntimeException e) {
            LOG.warnf("The table can't be asked; each event tries again. %s", e.getMessage());
        }
    }
}
