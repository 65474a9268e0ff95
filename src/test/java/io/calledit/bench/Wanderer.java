package io.calledit.bench;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;

/**
 * A person as the soak has them: asks for one plan after the other, and reads it to the end, stops it, loses the connection
 * and comes back, or leaves for good. Counts every frame, and says where one is missing or comes twice. Apart from {@link
 * #end}, only touched by one context of Vert.x.
 */
final class Wanderer {

    private static final String CALL = "{\"action\":\"makecall\",\"prompt\":\"It rains in Bern before the end of the year\"}";

    /** What becomes of a plan. */
    private enum Manner {
        READ,
        STOP,
        COME_BACK,
        LEAVE
    }

    private final WebSocketClient client;
    private final Vertx vertx;
    private final int port;
    private final int expected;
    private final Random chance;
    private final Tally tally;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean ending;
    private WebSocket socket;
    private String runId;
    private int lastSeq;
    private int tokens;
    private Manner manner;
    private int when;

    Wanderer(WebSocketClient client, Vertx vertx, int port, int expected, Random chance, Tally tally) {
        this.client = client;
        this.vertx = vertx;
        this.port = port;
        this.expected = expected;
        this.chance = chance;
        this.tally = tally;
    }

    void begin() {
        vertx.runOnContext(now -> connect(null));
    }

    /** Asks for nothing more; completes when what was asked for has come. */
    CompletableFuture<Void> end() {
        ending = true;
        return ended;
    }

    /** @param resuming the run to go on with; null for a new one */
    private void connect(String resuming) {
        client.connect(port, "localhost", "/ws").onComplete(opened -> {
            if (opened.failed()) {
                tally.trouble("no connection: " + opened.cause());
                ended.complete(null);
                return;
            }
            WebSocket fresh = opened.result();
            socket = fresh;
            fresh.textMessageHandler(frame -> {
                if (socket == fresh) {
                    receive(new JsonObject(frame));
                }
            });
            fresh.closeHandler(closed -> {
                if (socket == fresh) {
                    tally.trouble("a socket was closed: " + fresh.closeStatusCode() + " " + fresh.closeReason());
                    ended.complete(null);
                }
            });
            if (resuming == null) {
                ask();
            } else {
                fresh.writeTextMessage("{\"action\":\"resume\",\"runId\":\"" + resuming + "\",\"afterSeq\":" + lastSeq + "}");
            }
        });
    }

    private void ask() {
        if (ending) {
            leaveSocket();
            ended.complete(null);
            return;
        }
        runId = null;
        lastSeq = 0;
        tokens = 0;
        int draw = chance.nextInt(10);
        manner = draw < 6 ? Manner.READ : Manner.values()[1 + draw % 3];
        when = 1 + chance.nextInt(expected - 1);
        socket.writeTextMessage(CALL);
    }

    private void receive(JsonObject frame) {
        tally.frame();
        String type = frame.getString("type");
        if (!frame.containsKey("seq")) {
            tally.trouble(frame.encode());
            leaveSocket();
            ended.complete(null);
            return;
        }
        runId = frame.getString("runId");
        int seq = frame.getInteger("seq");
        int from = frame.getInteger("from", seq);
        if (from != lastSeq + 1) {
            tally.trouble("frame " + from + " came after frame " + lastSeq);
        }
        lastSeq = seq;
        switch (type) {
            case "text" -> text(frame.getString("content"));
            case "complete" -> {
                if (tokens != expected) {
                    tally.trouble("a plan of " + tokens + " tokens and not " + expected);
                }
                tally.run();
                ask();
            }
            case "stopped" -> {
                if (manner != Manner.STOP) {
                    tally.trouble("a plan was stopped by itself");
                }
                ask();
            }
            case "error" -> {
                tally.trouble(frame.encode());
                ask();
            }
            default -> { } // the kinds of status and of tools don't matter here
        }
    }

    private void text(String content) {
        int before = tokens;
        long now = System.nanoTime();
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == Stamp.MARK) {
                tally.token(Stamp.age(bytes, i, now));
                tokens++;
            }
        }
        if (before >= when || tokens < when) {
            return;
        }
        switch (manner) {
            case STOP -> socket.writeTextMessage("{\"action\":\"stop\",\"runId\":\"" + runId + "\"}");
            case COME_BACK -> {
                leaveSocket();
                connect(runId);
            }
            case LEAVE -> {
                leaveSocket();
                connect(null);
            }
            case READ -> { }
        }
    }

    private void leaveSocket() {
        WebSocket left = socket;
        socket = null;
        left.close();
    }
}
