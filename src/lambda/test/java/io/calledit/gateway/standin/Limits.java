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
 * @param request the largest body of a request to an HTTP API, in bytes
 * @param invocation the largest event and the largest answer of a function that is waited for, in bytes
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for a WebSocket API</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">Quotas for an HTTP API</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Quotas of Lambda</a>
 */
record Limits(
        int frame, int message, Duration integration, Duration idle, Duration lifetime, int request, int invocation) {

    static final Limits OF_AWS = new Limits(
            32 << 10,
            128 << 10,
            Duration.ofSeconds(29),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            10 << 20,
            (6 << 20) + 100);

    Limits {
        requireNonNull(integration, "integration");
        requireNonNull(idle, "idle");
        requireNonNull(lifetime, "lifetime");
    }

    Limits integration(Duration other) {
        return new Limits(frame, message, other, idle, lifetime, request, invocation);
    }

    Limits idle(Duration other) {
        return new Limits(frame, message, integration, other, lifetime, request, invocation);
    }

    Limits lifetime(Duration other) {
        return new Limits(frame, message, integration, idle, other, request, invocation);
    }
}
