package io.calledit.sight;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Shows the metrics to those they are meant for: they tell how much the service is used and what that costs. To everyone
 * else they aren't there (404).
 */
@Singleton
class MetricsGate {

    private static final String SCHEME = "Bearer ";
    private static final Set<String> OF_PROXIES = Set.of("forwarded", "via", "x-real-ip", "cf-connecting-ip");
    private static final int NOT_FOUND = 404;
    private static final int AFTER_THE_DOOR = 900;

    private final Optional<String> key;
    private final String metrics;

    /** The paths are Quarkus' own settings of where the figures are; each may be below the one before, or absolute. */
    MetricsGate(
            SightConfig config,
            @ConfigProperty(name = "quarkus.http.root-path") String root,
            @ConfigProperty(name = "quarkus.http.non-application-root-path") String nonApplicationRoot,
            @ConfigProperty(name = "quarkus.micrometer.export.prometheus.path") String path) {
        this.key = config.metricsKey().filter(key -> !key.isBlank());
        this.metrics = URI.create(folder(root)).resolve(folder(nonApplicationRoot)).resolve(path).getPath();
    }

    private static String folder(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    void stand(@Observes Filters filters) {
        filters.register(this::look, AFTER_THE_DOOR);
    }

    private void look(RoutingContext asked) {
        if (!asked.normalizedPath().startsWith(metrics) || mayLook(asked.request())) {
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
        return named != null
                && named.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(bytes(named.substring(SCHEME.length())), bytes(key)); // takes as long for any key
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A request that a proxy on this machine passes on comes from elsewhere, though its connection doesn't; so does one of
     * a page whose name was made to lead here (DNS rebinding), which can't ask for this machine by its own name.
     */
    private static boolean isFromHere(HttpServerRequest request) {
        return isLoopback(request.connection().remoteAddress())
                && isThisMachine(request.authority())
                && request.headers().names().stream().map(name -> name.toLowerCase(Locale.ROOT)).noneMatch(
                        name -> OF_PROXIES.contains(name) || name.startsWith("x-forwarded-"));
    }

    private static boolean isThisMachine(HostAndPort asked) {
        String host = asked == null ? "" : asked.host();
        return host.equalsIgnoreCase("localhost") || NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    private static boolean isLoopback(SocketAddress peer) {
        // An address in numbers, so that no name is looked up.
        return peer != null
                && peer.hostAddress() != null
                && new InetSocketAddress(peer.hostAddress(), 0).getAddress().isLoopbackAddress();
    }
}
