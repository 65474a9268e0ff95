package io.calledit.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;

/**
 * One socket on which plans are asked for, one after the other. It looks at no more of a frame than it needs: its kind,
 * and the stamps in it. Apart from {@link #end}, only touched by its socket's event loop.
 */
final class Caller {

    private static final String CALL = "{\"action\":\"makecall\",\"prompt\":\"It rains in Bern before the end of the year\"}";
    private static final int KIND_AT = "{\"type\":\"".length();

    private final WebSocket socket;
    private final int expected;
    private final Tally tally;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean ending;
    private boolean asking;
    private int received;

    Caller(WebSocket socket, int expected, Tally tally) {
        this.socket = socket;
        this.expected = expected;
        this.tally = tally;
        socket.frameHandler(this::receive);
        socket.closeHandler(closed -> {
            if (!ended.isDone()) {
                tally.trouble("a socket was closed: " + socket.closeStatusCode() + " " + socket.closeReason());
                ended.complete(null);
            }
        });
    }

    WebSocket socket() {
        return socket;
    }

    void begin() {
        if (ending) {
            ended.complete(null);
            return;
        }
        asking = true;
        received = 0;
        socket.writeTextMessage(CALL);
    }

    /** Asks for nothing more; completes when what was asked for has come. */
    CompletableFuture<Void> end() {
        ending = true;
        if (!asking) {
            ended.complete(null);
        }
        return ended;
    }

    private void receive(WebSocketFrame frame) {
        if (!frame.isText() || !frame.isFinal()) {
            if (frame.isContinuation()) {
                tally.trouble("a frame in pieces");
            }
            return;
        }
        long now = System.nanoTime();
        byte[] bytes = frame.binaryData().getBytes();
        if (bytes[KIND_AT] == 't' && bytes[KIND_AT + 1] == 'e') {
            tally.frame();
            for (int i = KIND_AT; i < bytes.length; i++) {
                if (bytes[i] == Stamp.MARK) {
                    tally.token(Stamp.age(bytes, i, now));
                    received++;
                    i += Stamp.LENGTH - 1;
                }
            }
        } else if (bytes[KIND_AT] == 'c') {
            tally.run();
            over();
        } else if (bytes[KIND_AT] == 'e') {
            tally.trouble(new String(bytes, StandardCharsets.UTF_8));
            over();
        }
    }

    private void over() {
        if (received != expected) {
            tally.trouble("a plan of " + received + " tokens and not " + expected);
        }
        begin();
    }
}
