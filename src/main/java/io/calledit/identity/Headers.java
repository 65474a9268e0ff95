package io.calledit.identity;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/** What the checks at the door read of a request. */
final class Headers {

    private static final int LONGEST = 200;

    private Headers() {}

    /** Host and port as the client named them, whatever the version of HTTP; null where it named none. */
    static String authority(HttpServerRequest request) {
        String header = request.getHeader("Host");
        HostAndPort authority = request.authority();
        return header != null || authority == null ? header : authority.toString();
    }

    /** A header as it can be logged and repeated, whatever it holds. */
    static String printable(String header) {
        return header == null
                ? "(none)"
                : header.substring(0, Math.min(header.length(), LONGEST)).replaceAll("[^\\x21-\\x7e]", "?");
    }
}
