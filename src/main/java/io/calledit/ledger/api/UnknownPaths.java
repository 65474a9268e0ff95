package io.calledit.ledger.api;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Answers what no endpoint does: whoever asks an API expects a problem in JSON, not a page. */
@Singleton
class UnknownPaths {

    private final ObjectMapper json;

    UnknownPaths(ObjectMapper json) {
        this.json = json;
    }

    void addTo(@Observes Router router) {
        router.route("/api/*").last().handler(this::answer);
    }

    private void answer(RoutingContext request) {
        Problem problem = Problems.http(404);
        try {
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
