package io.calledit.bedrock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;

/** One request to the emulator and what became of it; all times are {@link System#nanoTime()}. */
public final class Exchange {

    /** A token and when the emulator handed it to the network. */
    public record Written(String token, long nanos) {
    }

    private final String id;
    private final String modelId;
    private final boolean streamed;
    private final Map<String, String> headers;
    private final JsonNode body;
    private final HttpConnection connection;
    private final long arrived = System.nanoTime();
    private final List<Written> written = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Long> closedByClient = new CompletableFuture<>();

    Exchange(String id, String modelId, boolean streamed, Map<String, String> headers, JsonNode body,
            HttpConnection connection) {
        this.id = id;
        this.modelId = modelId;
        this.streamed = streamed;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.connection = connection;
    }

    public String id() {
        return id;
    }

    public String modelId() {
        return modelId;
    }

    /** Whether {@code converse-stream} was asked, and not {@code converse}. */
    public boolean streamed() {
        return streamed;
    }

    /** The request's headers, their names in lower case. */
    public Map<String, String> headers() {
        return headers;
    }

    public JsonNode body() {
        return body;
    }

    public long arrived() {
        return arrived;
    }

    /** Everything that was said in the user's name, line by line: what turns are matched against. */
    public String asked() {
        var said = new StringBuilder();
        for (var message : body.path("messages")) {
            if (message.path("role").asText().equals("user")) {
                message.path("content").forEach(block -> said.append(block.path("text").asText()).append('\n'));
            }
        }
        return said.toString();
    }

    /** The {@code toolResult} blocks that the last message brought. */
    public List<JsonNode> toolResults() {
        var messages = body.path("messages");
        var last = messages.path(messages.size() - 1).path("content");
        return blocks(last).filter(block -> block.has("toolResult")).map(block -> block.get("toolResult")).toList();
    }

    /** The tokens written so far, in order. */
    public List<Written> written() {
        synchronized (written) {
            return List.copyOf(written);
        }
    }

    /** Completes when the emulator itself has ended or cut its answer. */
    public CompletableFuture<Void> endedByEmulator() {
        return ended.copy();
    }

    /**
     * Completes, with the time, when the client resets the stream or goes away before the emulator has ended its
     * answer; never if the emulator ends it first.
     */
    public CompletableFuture<Long> closedByClient() {
        return closedByClient.copy();
    }

    boolean over() {
        return ended.isDone() || closedByClient.isDone();
    }

    long ageMs() {
        return (System.nanoTime() - arrived) / 1_000_000;
    }

    void wrote(String token) {
        synchronized (written) {
            written.add(new Written(token, System.nanoTime()));
        }
    }

    void ended() {
        ended.complete(null);
    }

    void closed() {
        if (!ended.isDone()) {
            closedByClient.complete(System.nanoTime());
        }
    }

    Future<Void> disconnect() {
        return connection.close();
    }

    private static Stream<JsonNode> blocks(JsonNode content) {
        return StreamSupport.stream(content.spliterator(), false);
    }
}
