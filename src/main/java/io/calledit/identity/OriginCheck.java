package io.calledit.identity;

import java.net.URI;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/**
 * Refuses a socket to pages of other sites, which could otherwise use a visitor's browser to speak for that visitor
 * (cross-site WebSocket hijacking). Answers with status 403.
 */
@ApplicationScoped
public class OriginCheck implements HttpUpgradeCheck {

    private static final Logger LOG = Logger.getLogger(OriginCheck.class);

    private final OriginConfig config;

    OriginCheck(OriginConfig config) {
        this.config = config;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        String origin = request.getHeader("Origin");
        if (isWelcome(origin, Headers.authority(request))) {
            return CheckResult.permitUpgrade();
        }
        LOG.warnf("A socket was refused to the origin %s", Headers.printable(origin));
        return CheckResult.rejectUpgrade(403);
    }

    /**
     * Whether a page of that origin may speak for whoever looks at it.
     *
     * @param origin null where none was named
     * @param host with the port, as the client named it; null where no page is served under that name
     */
    public boolean isWelcome(String origin, String host) {
        if (origin == null) {
            return !config.required();
        }
        if (config.allowed().map(allowed -> allowed.contains(origin)).orElse(false)) {
            return true;
        }
        return host != null && host.toLowerCase(Locale.ROOT).equals(authority(origin));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? null : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAnOrigin) {
            return null;
        }
    }
}
