package io.calledit.page;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers the addresses of the page's views with the page, which then shows the view. They are named one by one, so that
 * whatever else isn't there stays a 404 and isn't taken for a page.
 */
@Singleton
class Views {

    private static final String VIEWS = "/(ledger|calls/[^/.]+)/?";

    /** Before whatever would say that there is nothing. */
    private static final int EARLY = -1_000;

    void addTo(@Observes Router router) {
        router.routeWithRegex(VIEWS).method(HttpMethod.GET).method(HttpMethod.HEAD).order(EARLY).handler(Views::show);
    }

    private static void show(RoutingContext asked) {
        String accept = asked.request().getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.contains("text/html") || accept.contains("*/*")) {
            asked.reroute("/");
        } else {
            asked.next();
        }
    }
}
