package io.calledit.gateway.standin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The events that an API Gateway makes of what happens on a connection.
 *
 * @param domainName where the API is
 * @param stage the API's stage
 * @param connection the connection's id
 * @param connectedAt in milliseconds since 1970
 * @param authorizer what the authorizer said of whoever connected; empty where there is none
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">The
 *     fields of {@code requestContext}</a>
 */
record Events(String domainName, String stage, String connection, long connectedAt, Map<String, String> authorizer) {

    static final String CONNECT = "$connect";
    static final String DISCONNECT = "$disconnect";
    static final String DEFAULT = "$default";

    private static final String API = "a1b2c3d4e5";
    private static final List<String> HANDED_OVER = List.of("routeKey", "eventType", "messageId", "connectionId",
            "connectedAt", "requestId", "requestTimeEpoch", "apiId", "domainName", "stage");
    private static final DateTimeFormatter REQUEST_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    Events {
        authorizer = Map.copyOf(authorizer);
    }

    /**
     * The route of a message: the one that {@code $request.body.action} names, where the message is a JSON object and
     * names one.
     *
     * @param routes those beside the three that every API has
     */
    static String route(String message, Set<String> routes) {
        try {
            if (Json.decodeValue(message) instanceof JsonObject body
                    && body.getValue("action") instanceof String action
                    && routes.contains(action)) {
                return action;
            }
        } catch (DecodeException notJson) {
            // goes to the default route
        }
        return DEFAULT;
    }

    /** Somebody wants to connect. */
    JsonObject connect(HttpServerRequest request) {
        JsonObject event = withHeaders(request.headers());
        if (!request.params().isEmpty()) {
            JsonObject one = new JsonObject();
            JsonObject all = new JsonObject();
            request.params().names().forEach(name -> {
                one.put(name, request.params().getAll(name).get(request.params().getAll(name).size() - 1));
                all.put(name, new JsonArray(request.params().getAll(name)));
            });
            event.put("queryStringParameters", one).put("multiValueQueryStringParameters", all);
        }
        return event.put("requestContext", context(CONNECT, "CONNECT")).put("isBase64Encoded", false);
    }

    /**
     * A connection is closed.
     *
     * @param status with which
     */
    JsonObject disconnect(int status, String reason) {
        JsonObject context = context(DISCONNECT, "DISCONNECT")
                .put("disconnectStatusCode", status)
                .put("disconnectReason", reason == null ? "" : reason);
        return withHeaders(MultiMap.caseInsensitiveMultiMap()).put("requestContext", context).put("isBase64Encoded", false);
    }

    /** A message has come, for a proxy integration. */
    JsonObject message(String route, String body) {
        JsonObject context = context(route, "MESSAGE").put("messageId", token());
        return new JsonObject().put("requestContext", context).put("body", body).put("isBase64Encoded", false);
    }

    /**
     * A message has come, as the request template of an asynchronous integration tells it, in which everything is text,
     * and what there isn't is empty.
     */
    JsonObject handedOver(String route, String body) {
        JsonObject all = context(route, "MESSAGE").put("messageId", token());
        JsonObject context = new JsonObject();
        for (String name : HANDED_OVER) {
            context.put(name, all.getValue(name).toString());
        }
        return new JsonObject()
                .put("requestContext", context
                        .put("identity", all.getJsonObject("identity"))
                        .put("authorizer", new JsonObject()
                                .put("principalId", authorizer.getOrDefault("principalId", ""))
                                .put("owner", authorizer.getOrDefault("owner", ""))))
                .put("body", body)
                .put("isBase64Encoded", false);
    }

    private JsonObject context(String route, String type) {
        long now = System.currentTimeMillis();
        String request = token();
        JsonObject context = new JsonObject()
                .put("routeKey", route)
                .put("eventType", type)
                .put("extendedRequestId", request)
                .put("requestId", request)
                .put("requestTime", REQUEST_TIME.format(Instant.ofEpochMilli(now)))
                .put("requestTimeEpoch", now)
                .put("messageDirection", "IN")
                .put("stage", stage)
                .put("connectedAt", connectedAt)
                .put("identity", new JsonObject().put("sourceIp", "127.0.0.1"))
                .put("domainName", domainName)
                .put("connectionId", connection)
                .put("apiId", API);
        if (!authorizer.isEmpty()) {
            JsonObject said = new JsonObject().put("integrationLatency", 7);
            authorizer.forEach(said::put);
            context.put("authorizer", said);
        }
        return context;
    }

    private JsonObject withHeaders(MultiMap headers) {
        JsonObject one = new JsonObject().put("Host", domainName);
        JsonObject all = new JsonObject().put("Host", new JsonArray().add(domainName));
        for (String name : headers.names()) {
            if (!name.equalsIgnoreCase("Host")) {
                one.put(name, headers.get(name));
                all.put(name, new JsonArray(headers.getAll(name)));
            }
        }
        return new JsonObject().put("headers", one).put("multiValueHeaders", all);
    }

    private static String token() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 15) + "=";
    }
}
