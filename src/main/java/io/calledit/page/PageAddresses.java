package io.calledit.page;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;

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
    }
}
