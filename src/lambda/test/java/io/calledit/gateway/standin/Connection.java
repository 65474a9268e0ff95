package io.calledit.gateway.standin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;

/** A client's connection. Only touched by its socket's event loop, but for what is said to be otherwise. */
final class Connection {

    private static final short GOING_AWAY = 1001;
    private static final short NOT_TEXT = 1003;
    private static final short TOO_LARGE = 1009;

    private final Events events;
    private final ServerWebSocket socket;
    private final Limits limits;
    private final Vertx vertx;
    private final Consumer<String> message;
    private final Context loop = Vertx.currentContext();
    private final long lifetime;
    private Buffer parts = Buffer.buffer();
    private long idle;
    private boolean closing;
    private volatile long lastActive = System.currentTimeMillis();

    /**
     * @param message is given each message
     * @param closed is told with which status the connection was closed, and why
     */
    Connection(
            Events events,
            ServerWebSocket socket,
            Limits limits,
            Vertx vertx,
            Consumer<String> message,
            BiConsumer<Integer, String> closed) {
        this.events = events;
        this.socket = socket;
        this.limits = limits;
        this.vertx = vertx;
        this.message = message;
        lifetime = vertx.setTimer(limits.lifetime().toMillis(), due -> close(GOING_AWAY, "Going away"));
        socket.frameHandler(this::receive);
        socket.closeHandler(gone -> {
            vertx.cancelTimer(lifetime);
            vertx.cancelTimer(idle);
            Short status = socket.closeStatusCode();
            closed.accept(status == null ? 1006 : status.intValue(), socket.closeReason());
        });
        idle = idleTimer();
    }

    Events events() {
        return events;
    }

    /** When something was last sent in either direction; from any thread. */
    Instant lastActive() {
        return Instant.ofEpochMilli(lastActive);
    }

    /** Sends a message to the client; from any thread. */
    Future<Void> send(Buffer text) {
        return onItsLoop(() -> {
            active();
            return socket.writeTextMessage(text.toString(StandardCharsets.UTF_8));
        });
    }

    /** Closes it on the server's behalf; from any thread. */
    Future<Void> close() {
        return onItsLoop(() -> {
            close(GOING_AWAY, "Going away");
            return Future.succeededFuture();
        });
    }

    private Future<Void> onItsLoop(Supplier<Future<Void>> what) {
        return Future.future(done -> loop.runOnContext(now -> what.get().onComplete(done)));
    }

    private void receive(WebSocketFrame frame) {
        if (closing || frame.isClose() || frame.isPing()) {
            return;
        }
        active();
        if (frame.isBinary()) {
            close(NOT_TEXT, "Binary messages are not supported");
            return;
        }
        Buffer data = frame.binaryData();
        if (data.length() > limits.frame() || parts.length() + data.length() > limits.message()) {
            close(TOO_LARGE, "Message too large");
            return;
        }
        parts.appendBuffer(data);
        if (frame.isFinal()) {
            String text = parts.toString(StandardCharsets.UTF_8);
            parts = Buffer.buffer();
            message.accept(text);
        }
    }

    private void active() {
        lastActive = System.currentTimeMillis();
        vertx.cancelTimer(idle);
        idle = idleTimer();
    }

    private long idleTimer() {
        return vertx.setTimer(limits.idle().toMillis(), due -> close(GOING_AWAY, "Going away"));
    }

    private void close(short status, String reason) {
        closing = true;
        socket.close(status, reason);
    }
}
