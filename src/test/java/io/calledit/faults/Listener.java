package io.calledit.faults;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.http.WebSocket;

/** One run over a socket of its own, of which only the times are kept. */
final class Listener {

    private static final int MOST_FRAMES = 10_000;

    private final WebSocket socket;
    private final CompletableFuture<String> runId = new CompletableFuture<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final long[] gaps = new long[MOST_FRAMES];
    private int count;
    private long last;

    Listener(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(this::heard);
        socket.closeHandler(closed -> end.completeExceptionally(new IllegalStateException("the socket was closed")));
    }

    /** Asks for a plan. */
    Listener ask(String prediction) {
        send("makecall", "prompt", prediction);
        return this;
    }

    void stop() {
        send("stop", "runId", runId.join());
    }

    /** The run's id, once its first frame is there. */
    CompletableFuture<String> runId() {
        return runId;
    }

    /** The last frame, once it is there. */
    CompletableFuture<String> end() {
        return end;
    }

    /** The times between one frame of text and the next, in nanoseconds. */
    long[] gaps() {
        return Arrays.copyOf(gaps, count);
    }

    private void send(String action, String field, String value) {
        socket.writeTextMessage(ResumingClient.JSON.createObjectNode().put("action", action).put(field, value).toString());
    }

    private void heard(String frame) {
        // Held to a glance: this thread reads for everybody, and what it costs would count as the service's.
        if (frame.startsWith("{\"type\":\"text\"")) {
            long now = System.nanoTime();
            if (last != 0 && count < MOST_FRAMES) {
                gaps[count++] = now - last;
            }
            last = now;
        } else if (frame.startsWith("{\"type\":\"error\"")) {
            end.complete(frame);
        } else if (!runId.isDone()) {
            runId.complete(frame.replaceFirst(".*\"runId\":\"([^\"]+)\".*", "$1"));
        } else if (!frame.startsWith("{\"type\":\"status\"")) {
            end.complete(frame);
        }
    }
}
