package io.calledit.gateway.standin;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.http.HttpServerRequest;

/** Says who may come in, in place of the request authorizer at {@code $connect} and before the HTTP API. */
interface Authorizer {

    /** What an authorizer says of a request. */
    sealed interface Answer {}

    /**
     * It may come in.
     *
     * @param context what every event of the connection, or the one of the request, tells of whoever asks: {@code principalId} and
     *     {@code owner} among it; empty where there is no authorizer at all
     */
    record Allowed(Map<String, String> context) implements Answer {

        public Allowed {
            context = Map.copyOf(context);
        }
    }

    /**
     * It may not.
     *
     * @param status 401 for somebody unknown, 403 for somebody whom the authorizer refuses, 500 where it has failed
     */
    record Refused(int status) implements Answer {}

    /** Everybody is the person whom the query names ({@code ?person=ann}), or else the tester. */
    static Authorizer ofTheQuery() {
        return request -> {
            String named = request.getParam("person");
            String person = named == null ? "tester" : named;
            return CompletableFuture.completedFuture(new Allowed(Map.of("principalId", person, "owner", person)));
        };
    }

    CompletableFuture<Answer> ask(HttpServerRequest request);
}
