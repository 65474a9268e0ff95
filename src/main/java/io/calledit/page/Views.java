package io.calledit.page;

import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers the addresses of the page's views with the page, which then shows the view. An address that somebody opens in a
 * browser and that isn't there gets the page, too, which says so in its own words; but with status 404.
 */
@Singleton
class Views {

    private static final Pattern VIEWS = Pattern.compile("/(ledger|calls/[^/.]+)/?");

    /** Files have a dot in their name; what is below these has answers of its own. */
    private static final String ANYTHING_LIKE_ONE = "/(?!api(?:/|$)|q(?:/|$)|ws$|assets/)[^.]+";

    /** Before whatever would say that there is nothing. */
    private static final int EARLY = -1_000;

    void addTo(@Observes Router router) {
        router.routeWithRegex(ANYTHING_LIKE_ONE)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(EARLY)
                .handler(Views::show);
    }

    private static void show(RoutingContext asked) {
        String accept = asked.request().getHeader(HttpHeaders.ACCEPT);
        boolean browser = accept != null && accept.contains("text/html");
        boolean there = VIEWS.matcher(asked.normalizedPath()).matches();
        if (there && (browser || accept == null || accept.contains("*/*"))) {
            asked.reroute("/");
        } else if (browser && !there) {
            asked.response().setStatusCode(404);
            asked.reroute("/");
        } else {
            asked.next();
        }
    }
}
