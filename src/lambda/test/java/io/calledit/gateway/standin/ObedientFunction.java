package io.calledit.gateway.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.vertx.core.json.JsonObject;

/**
 * A function that does what the message says: it posts the event back, with the number of its process, and then answers,
 * throws, ends its process, or never answers ({@code "then"}). Of a connection it says so with a status, which the query
 * can name ({@code ?answer=401}).
 */
public final class ObedientFunction implements RequestStreamHandler {

    private final HttpClient http = HttpClient.newHttpClient();
    private String lastClosed = "";

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
        JsonObject event = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        JsonObject context = event.getJsonObject("requestContext");
        switch (context.getString("routeKey")) {
            case "$connect" -> answer(out, Integer.parseInt(event.getJsonObject("queryStringParameters", new JsonObject())
                    .getString("answer", "200")));
            case "$disconnect" -> {
                lastClosed = event.toString();
                answer(out, 200);
            }
            default -> {
                post(context.getString("connectionId"), new JsonObject()
                        .put("pid", ProcessHandle.current().pid())
                        .put("remainingMs", lambda.getRemainingTimeInMillis())
                        .put("lastClosed", lastClosed)
                        .put("event", event));
                then(event.getString("body"));
                answer(out, 200);
            }
        }
    }

    private static void then(String body) {
        switch (body.replaceAll("(?s).*\"then\":\"(\\w+)\".*", "$1")) {
            case "throw" -> throw new IllegalStateException("as it was told");
            case "end" -> Runtime.getRuntime().halt(3);
            case "hang" -> new java.util.concurrent.CompletableFuture<Void>().join();
            default -> {
                // answers
            }
        }
    }

    private void post(String connection, JsonObject message) throws IOException {
        URI to = URI.create(System.getenv("CALLEDIT_GATEWAY_ENDPOINT_OVERRIDE") + "/@connections/"
                + URLEncoder.encode(connection, StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(to)
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/execute-api/aws4_request")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
                .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(OutputStream out, int status) throws IOException {
        out.write(new JsonObject().put("statusCode", status).toString().getBytes(StandardCharsets.UTF_8));
    }
}
