package io.calledit.ledger.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client of the API. */
final class Api {

    static final String JSON = "application/json";
    static final String CSV = "text/csv";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI address;

    Api(URI address) {
        this.address = address;
    }

    /** What was answered. */
    record Answer(int status, String type, String body, HttpResponse<String> raw) {

        JsonNode json() {
            return parsed(body);
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        /** The fields that the problem names, in its order. */
        String[] wrongFields() {
            return json().path("errors").findValuesAsText("field").toArray(String[]::new);
        }
    }

    static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + json, e);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer log(String body) {
        return log(UUID.randomUUID().toString(), body);
    }

    Answer log(String key, String body) {
        return post("/api/calls", key, body);
    }

    Answer add(String id, String body) {
        return add(UUID.randomUUID().toString(), id, body);
    }

    Answer add(String key, String id, String body) {
        return post("/api/calls/" + id + "/entries", key, body);
    }

    Answer post(String path, String key, String body) {
        return post(path, key, JSON, BodyPublishers.ofString(body));
    }

    Answer post(String path, String key, String type, BodyPublisher body) {
        HttpRequest.Builder request = request(path).POST(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        return send(request);
    }

    Answer importCsv(String csv) {
        return post("/api/calls.csv", null, CSV, BodyPublishers.ofString(csv));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/$", "") + path)).timeout(Duration.ofSeconds(30));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.headers().firstValue("content-type").orElse(""), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
