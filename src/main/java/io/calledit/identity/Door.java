package io.calledit.identity;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Stands before everything that the service answers. Whoever asks for it by a name that isn't its own gets status 421, and
 * a page of another site that would change something gets status 403, each with the reason in words (RFC 9457).
 */
@Singleton
class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);

    private static final int MISDIRECTED = 421;
    private static final int FORBIDDEN = 403;
    private static final int BEFORE_ALL_ELSE = 1_000;

    private final HostCheck hosts;
    private final OriginCheck origins;

    Door(HostCheck hosts, OriginCheck origins) {
        this.hosts = hosts;
        this.origins = origins;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::look, BEFORE_ALL_ELSE);
    }

    private void look(RoutingContext asked) {
        HttpServerRequest request = asked.request();
        String host = Optional.ofNullable(request.authority()).map(HostAndPort::host).orElse(null);
        if (!hosts.isOwn(host) && !isForMachines(asked.normalizedPath())) {
            LOG.warnf("A request was refused that was meant for the host %s", Headers.printable(host));
            refuse(asked, MISDIRECTED, "Another host is meant",
                    "This service doesn’t go by the name “" + Headers.printable(host) + "”. If it should, whoever runs it adds that name"
                            + " to its setting calledit.origin.hosts.");
        } else if (changes(request.method()) && !mayChange(request)) {
            LOG.warnf("A change was refused to the origin %s", Headers.printable(request.getHeader(HttpHeaders.ORIGIN)));
            refuse(asked, FORBIDDEN, "Not from another site",
                    "A page of another site may not change anything here. If it should, whoever runs this service adds its"
                            + " origin to the setting calledit.origin.allowed.");
        } else {
            asked.next();
        }
    }

    /** Probes and collectors ask by whatever name they know, and learn nothing of anyone. */
    private static boolean isForMachines(String path) {
        return path.startsWith("/q/health") || path.startsWith("/q/metrics");
    }

    private static boolean changes(HttpMethod method) {
        return method != HttpMethod.GET && method != HttpMethod.HEAD && method != HttpMethod.OPTIONS;
    }

    private boolean mayChange(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        // A browser names the origin with every change; this header is its second word on the matter.
        boolean fromAnotherSite = origin == null && "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
        return !fromAnotherSite && origins.isWelcome(origin, Headers.authority(request));
    }

    private static void refuse(RoutingContext asked, int status, String title, String detail) {
        // What is still to come of a body is dropped, so that the answer gets through and the connection can go on.
        asked.request().resume();
        asked.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }
}
