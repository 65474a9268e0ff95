package io.calledit.sight;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Shows the metrics to those they are meant for: they tell how much the service is used and what that costs. To everyone
 * else they aren't there (404).
 */
@Singleton
class MetricsGate {

    private static final String METRICS = "/q/metrics";
    private static final int NOT_FOUND = 404;
    private static final int AFTER_THE_DOOR = 900;

    private final Optional<String> key;

    MetricsGate(SightConfig config) {
        this.key = config.metricsKey().filter(key -> !key.isBlank());
    }

    void stand(@Observes Filters filters) {
        filters.register(this::look, AFTER_THE_DOOR);
    }

    private void look(RoutingContext asked) {
        if (!asked.normalizedPath().startsWith(METRICS) || mayLook(asked.request())) {
            asked.next();
        } else {
            asked.request().resume();
            asked.response().setStatusCode(NOT_FOUND).end();
        }
    }

    private boolean mayLook(HttpServerRequest request) {
        return key.map(key -> names(request, key)).orElseGet(() -> isFromHere(request));
    }

    private static boolean names(HttpServerRequest request, String key) {
        String named = request.getHeader(HttpHeaders.AUTHORIZATION);
        return named != null && MessageDigest.isEqual(bytes(named), bytes("Bearer " + key)); // takes as long for any key
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A request that a proxy on this machine passes on comes from elsewhere, though its connection doesn't. */
    private static boolean isFromHere(HttpServerRequest request) {
        return isLoopback(request.connection().remoteAddress())
                && !request.headers().contains("Forwarded")
                && !request.headers().contains("X-Forwarded-For")
                && !request.headers().contains("Via");
    }

    private static boolean isLoopback(SocketAddress peer) {
        // An address in numbers, so that no name is looked up.
        return peer != null
                && peer.hostAddress() != null
                && new InetSocketAddress(peer.hostAddress(), 0).getAddress().isLoopbackAddress();
    }
}
