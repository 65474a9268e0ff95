package io.calledit.line.wire;

import java.time.Duration;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Asks the other end of a silent connection whether it is there, and gives the connection up when no answer comes.
 *
 * <p>One timer serves all connections. They are counted in beats and not in time: when this process itself stood still,
 * that is one beat, and nobody's silence.
 */
@ApplicationScoped
class Heartbeat {

    private static final int BEATS_OF_SILENCE = 30;

    private final Wires wires;
    private final Vertx vertx;
    private final long beatMs;
    private final int pingEvery;
    private volatile long timer;

    Heartbeat(Wires wires, WireConfig config, Vertx vertx) {
        if (config.pingInterval().compareTo(config.silence()) >= 0) {
            throw new IllegalArgumentException("calledit.connection.ping-interval has to be shorter than"
                    + " calledit.connection.silence, or everyone who is quiet is given up without being asked");
        }
        this.wires = wires;
        this.vertx = vertx;
        Duration beat = config.silence().dividedBy(BEATS_OF_SILENCE);
        this.beatMs = Math.max(1, beat.toMillis());
        this.pingEvery = (int) Math.max(1, config.pingInterval().toMillis() / beatMs);
    }

    void start(@Observes StartupEvent started) {
        next();
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    /** Set anew each time: a periodic timer makes up for the beats that it has missed. */
    private void next() {
        timer = vertx.setTimer(beatMs, id -> {
            next();
            beat();
        });
    }

    void beat() {
        for (Wire wire : wires.open()) {
            wire.beat(pingEvery, BEATS_OF_SILENCE - 1); // the one in which something came last isn't counted
        }
    }
}
