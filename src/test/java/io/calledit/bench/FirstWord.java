package io.calledit.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;

/** Knocks at a service that is about to start, asks for a plan once it opens, and says when the first text came. */
final class FirstWord {

    private static final String CALL = "{\"action\":\"makecall\",\"prompt\":\"It rains in Bern before the end of the year\"}";
    private static final long KNOCK_EVERY_MS = 5;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final int port;
    private final CompletableFuture<Long> first = new CompletableFuture<>();

    FirstWord(Vertx vertx, WebSocketClient client, int port) {
        this.vertx = vertx;
        this.client = client;
        this.port = port;
    }

    /** @return the {@link System#nanoTime()} at which the first text came */
    long await(long seconds) throws Exception {
        knock();
        try {
            return first.get(seconds, TimeUnit.SECONDS);
        } finally {
            first.cancel(false);
        }
    }

    private void knock() {
        client.connect(port, "localhost", "/ws").onSuccess(this::ask).onFailure(notYet -> {
            if (!first.isDone()) {
                vertx.setTimer(KNOCK_EVERY_MS, again -> knock());
            }
        });
    }

    private void ask(WebSocket socket) {
        socket.textMessageHandler(frame -> {
            if (frame.startsWith("{\"type\":\"text\"")) {
                first.complete(System.nanoTime());
            } else if (frame.startsWith("{\"type\":\"error\"")) {
                first.completeExceptionally(new IllegalStateException(frame));
            }
            if (first.isDone()) {
                socket.close();
            }
        });
        socket.writeTextMessage(CALL);
    }
}
