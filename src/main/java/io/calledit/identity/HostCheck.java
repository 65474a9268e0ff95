package io.calledit.identity;

import java.util.Locale;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.util.NetUtil;

/**
 * Knows the names under which the service is reached. A page of another site can have its own name lead to this machine
 * (DNS rebinding) and would then pass for a page of the service; but it can't ask for the service by another name than its
 * own. Addresses in numbers can't be led elsewhere, and {@code localhost} is always this machine (RFC 6761).
 */
@ApplicationScoped
class HostCheck {

    private static final String ANY = "*";

    private final OriginConfig config;

    HostCheck(OriginConfig config) {
        this.config = config;
    }

    /** @param host as in the request's address, without the port; null where it names none */
    boolean isOwn(String host) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return NetUtil.isValidIpV4Address(name)
                || NetUtil.isValidIpV6Address(name)
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || config.hosts().orElse(Set.of()).stream().anyMatch(own -> own.equals(ANY) || own.equalsIgnoreCase(name));
    }
}
