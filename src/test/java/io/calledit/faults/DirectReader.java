package io.calledit.faults;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;

/** Reads runs over one good connection, from the first frame to the last. */
final class DirectReader implements AutoCloseable {

    private static final long PATIENCE_S = 30;

    private record Reading(Story story, CompletableFuture<Story> whole) {}

    private final WebSocket socket;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    DirectReader(WebSocketClient http, URI service) throws Exception {
        socket = http.connect(service.getPort(), service.getHost(), "/ws")
                .toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        socket.textMessageHandler(this::heard);
        socket.closeHandler(closed -> fail(new IllegalStateException("the good connection was closed")));
    }

    /** The whole run, once it has ended. */
    CompletableFuture<Story> read(String runId) {
        Reading reading = new Reading(new Story(runId), new CompletableFuture<>());
        readings.put(runId, reading);
        socket.writeTextMessage(ResumingClient.JSON.createObjectNode()
                .put("action", "resume").put("runId", runId).put("afterSeq", 0).toString());
        return reading.whole();
    }

    private void heard(String text) {
        try {
            JsonNode frame = ResumingClient.JSON.readTree(text);
            Reading reading = readings.get(frame.path("runId").asText());
            if (reading == null) {
                throw new IllegalStateException("on the good connection: " + text);
            }
            reading.story().add(frame);
            if (reading.story().hasEnded()) {
                reading.whole().complete(reading.story());
            }
        } catch (JsonProcessingException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Exception e) {
        readings.values().forEach(reading -> reading.whole().completeExceptionally(e));
    }

    @Override
    public void close() throws Exception {
        socket.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    }
}
