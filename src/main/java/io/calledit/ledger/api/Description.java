package io.calledit.ledger.api;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;

/** Answers where one looks for the API's description with the file that it is in, which a test keeps true. */
@Singleton
class Description {

    private static final String ADDRESS = "/q/openapi";

    void addTo(@Observes Router router) {
        router.route(ADDRESS)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(asked -> asked.reroute(ADDRESS + ".json"));
    }
}
