package io.calledit.gateway.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A request as an HTTP API tells a function of it, in the format 2.0: names of headers in lower case, those that come more
 * than once joined, cookies by themselves, and a body as Base64 unless its type is a text's.
 *
 * @param authorizer what the authorizer said of whoever asks; empty where there is none
 */
record HttpEvent(HttpServerRequest request, Buffer body, Map<String, String> authorizer) {

    /** By this name the distribution asks, which keeps the page's own to itself. */
    static final String DOMAIN = "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com";

    private static final Pattern TEXT = Pattern.compile("(text/.*|application/(json|javascript|xml|.*\\+json|.*\\+xml))(;.*)?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    HttpEvent {
        authorizer = Map.copyOf(authorizer);
    }

    JsonObject json() {
        // Seen on AWS, and documented nowhere: what is called raw has been decoded.
        String path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
        JsonObject event = new JsonObject()
                .put("version", "2.0")
                .put("routeKey", HttpApi.ROUTE)
                .put("rawPath", path)
                .put("rawQueryString", request.query() == null ? "" : request.query());
        String cookies = request.getHeader("cookie");
        if (cookies != null) {
            event.put("cookies", new JsonArray(Arrays.stream(cookies.split(";")).map(String::strip).toList()));
        }
        event.put("headers", headers());
        if (!request.params().isEmpty()) {
            JsonObject parameters = new JsonObject();
            request.params().names().forEach(name -> parameters.put(name, String.join(",", request.params().getAll(name))));
            event.put("queryStringParameters", parameters);
        }
        event.put("requestContext", context(path))
                .put("pathParameters", new JsonObject().put("proxy", path.substring(HttpApi.PATH.length())));
        boolean text = TEXT.matcher(header("content-type").toLowerCase(Locale.ROOT)).matches();
        if (body.length() > 0) {
            event.put("body", text ? body.toString(StandardCharsets.UTF_8) : Base64.getEncoder().encodeToString(body.getBytes()));
        }
        return event.put("isBase64Encoded", body.length() > 0 && !text);
    }

    private JsonObject headers() {
        JsonObject headers = new JsonObject();
        for (String name : request.headers().names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!List.of("cookie", "connection", "transfer-encoding").contains(lower)) {
                headers.put(lower, String.join(",", request.headers().getAll(name)));
            }
        }
        return headers
                .put("host", DOMAIN)
                .put("content-length", Integer.toString(body.length()))
                .put("x-forwarded-for", "127.0.0.1")
                .put("x-forwarded-port", "443")
                .put("x-forwarded-proto", "https")
                .put("x-amzn-trace-id", "Root=1-" + UUID.randomUUID());
    }

    private JsonObject context(String path) {
        long now = System.currentTimeMillis();
        JsonObject context = new JsonObject()
                .put("accountId", "123456789012")
                .put("apiId", DOMAIN.substring(0, DOMAIN.indexOf('.')))
                .put("domainName", DOMAIN)
                .put("domainPrefix", DOMAIN.substring(0, DOMAIN.indexOf('.')))
                .put("http", new JsonObject()
                        .put("method", request.method().name())
                        .put("path", path)
                        .put("protocol", "HTTP/1.1")
                        .put("sourceIp", "127.0.0.1")
                        .put("userAgent", header("user-agent")))
                .put("requestId", UUID.randomUUID().toString())
                .put("routeKey", HttpApi.ROUTE)
                .put("stage", HttpApi.STAGE)
                .put("time", TIME.format(Instant.ofEpochMilli(now)))
                .put("timeEpoch", now);
        if (!authorizer.isEmpty()) {
            JsonObject said = new JsonObject();
            authorizer.forEach((name, value) -> {
                if (!name.equals("principalId")) {
                    said.put(name, value);
                }
            });
            context.put("authorizer", new JsonObject().put("lambda", said));
        }
        return context;
    }

    private String header(String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
