package io.calledit.page;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves the one page at all of its addresses, so that each can be reloaded, kept and sent to someone. The page's script
 * reads from the address what to show.
 *
 * <p>Quinoa's routing for single pages doesn't do: it stands behind REST, which answers what has no endpoint by itself
 * as soon as anything maps its exceptions.
 */
@Singleton
class PageAddresses {

    void addTo(@Observes Router router) {
        router.routeWithRegex("/ledger|/calls/[^/]+")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(request -> request.reroute("/"));
        // Whoever has mistyped an address gets a page that says so, with ways on. Whoever asks for data or a file doesn't.
        router.routeWithRegex("/(?!api/|q/|ws|assets/|@)[^.]+").method(HttpMethod.GET).handler(request -> {
            if (asksForAPage(request)) {
                request.reroute("/");
            } else {
                request.next();
            }
        });
    }

    private static boolean asksForAPage(RoutingContext request) {
        var accepted = request.request().getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains("text/html");
    }
}
