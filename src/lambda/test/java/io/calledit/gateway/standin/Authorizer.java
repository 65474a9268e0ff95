package io.calledit.gateway.standin;

import java.util.Map;

import io.vertx.core.http.HttpServerRequest;

/** Says who may connect, in place of the request authorizer at {@code $connect}. */
interface Authorizer {

    /** What an authorizer says of a request. */
    sealed interface Answer {}

    /**
     * It may connect.
     *
     * @param context what every event of the connection tells of whoever connected, {@code principalId} and {@code owner} among it; empty
     *     where there is no authorizer at all
     */
    record Allowed(Map<String, String> context) implements Answer {

        public Allowed {
            context = Map.copyOf(context);
        }
    }

    /**
     * It may not.
     *
     * @param status 401 for somebody unknown, 403 for somebody known
     */
    record Refused(int status) implements Answer {}

    /** Everybody is the person whom the query names ({@code ?person=ann}), or else the tester. */
    static Authorizer ofTheQuery() {
        return request -> {
            String named = request.getParam("person");
            String person = named == null ? "tester" : named;
            return new Allowed(Map.of("principalId", person, "owner", person));
        };
    }

    Answer ask(HttpServerRequest request);
}
