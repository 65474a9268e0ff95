package io.calledit.gateway.standin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What an API Gateway allows.
 *
 * @param frame the largest WebSocket frame, in bytes
 * @param message the largest message, in bytes, of however many frames
 * @param integration how long a synchronous integration may take
 * @param idle how long a connection may be silent in both directions
 * @param lifetime how long a connection may be open
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for a WebSocket API</a>
 */
record Limits(int frame, int message, Duration integration, Duration idle, Duration lifetime) {

    static final Limits OF_AWS = new Limits(
            32 << 10,
            128 << 10,
            Duration.ofSeconds(29),
            Duration.ofMinutes(10),
            Duration.ofHours(2));

    Limits {
        requireNonNull(integration, "integration");
        requireNonNull(idle, "idle");
        requireNonNull(lifetime, "lifetime");
    }

    Limits integration(Duration other) {
        return new Limits(frame, message, other, idle, lifetime);
    }

    Limits idle(Duration other) {
        return new Limits(frame, message, integration, other, lifetime);
    }

    Limits lifetime(Duration other) {
        return new Limits(frame, message, integration, idle, other);
    }
}
