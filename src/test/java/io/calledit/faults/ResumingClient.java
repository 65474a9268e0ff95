package io.calledit.faults;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;

/**
 * A client that keeps to the protocol, as a good page does: it comes back with a jittered back-off when the connection is
 * lost or has fallen silent, asks again under the same id where it has heard nothing of its run, and reads on after the
 * last frame that it has where it has. All that it does is done on one thread.
 */
final class ResumingClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int RUNS_AT_ONCE = 2;
    private static final long HANDSHAKE_TIMEOUT_MS = 2_000;
    private static final long HEARTBEAT_MS = 250;
    private static final long SILENCE_BEFORE_PING_MS = 600;
    private static final long SILENCE_BEFORE_LEAVING_MS = 2_000;
    private static final int LONGEST_BACK_OFF_MS = 500;

    /** Is told of each run at once. */
    interface Witness {

        /** The first frame is there. */
        void begun(Errand errand, String runId);

        /** The last frame is there. */
        void ended(Errand errand, String runId);
    }

    /** What became of one errand. */
    static final class Report {

        private final Errand errand;
        private Story story;
        private String refused;
        private boolean stopAsked;

        private Report(Errand errand) {
            this.errand = errand;
        }

        Errand errand() {
            return errand;
        }

        /** What was read; null if there never was a frame. */
        Story story() {
            return story;
        }

        /** The one clear error instead of an end: its code, or null. */
        String refused() {
            return refused;
        }

        private boolean isOver() {
            return refused != null || story != null && story.hasEnded();
        }

        @Override
        public String toString() {
            return errand + " " + story + " refused: " + refused;
        }
    }

    /** A message to the service, and for which errand it is. */
    private record Message(Report about, String text) {}

    private final Context context;
    private final WebSocketClient http;
    private final URI service;
    private final Random random;
    private final Deque<Errand> toDo;
    private final Witness witness;
    private final List<Report> reports = new ArrayList<>();
    private final List<Report> underWay = new CopyOnWriteArrayList<>();
    private final Map<String, Report> byRun = new HashMap<>();
    private final CompletableFuture<List<Report>> done = new CompletableFuture<>();

    private WebSocket socket; // the one that counts; what an older one still says is not listened to
    private int connections;
    private int failures; // in a row
    private final Deque<Message> toSend = new ArrayDeque<>();
    private Message inFlight;
    private Report asked; // for a run on this connection, with no frame of it yet
    private int pings;
    private int pongs;
    private int pongsAwaited; // for what is in flight
    private long heard;
    private long pinged;

    ResumingClient(Vertx vertx, WebSocketClient http, URI service, Random random, List<Errand> errands, Witness witness) {
        this.context = vertx.getOrCreateContext();
        this.http = http;
        this.service = service;
        this.random = random;
        this.toDo = new ArrayDeque<>(errands);
        this.witness = witness;
    }

    /** Does all errands, some at the same time, and goes. */
    CompletableFuture<List<Report>> go() {
        context.runOnContext(now -> {
            context.owner().setPeriodic(HEARTBEAT_MS, this::heartbeat);
            connect();
        });
        return done;
    }

    /** How often it has connected, or tried to. */
    int connections() {
        return connections;
    }

    /** What it is still about. */
    List<Report> underWay() {
        return List.copyOf(underWay);
    }

    private void connect() {
        if (done.isDone()) {
            return;
        }
        int number = ++connections;
        http.connect(new WebSocketConnectOptions().setHost(service.getHost()).setPort(service.getPort()).setURI("/ws"))
                .onSuccess(opened -> {
                    if (number == connections) {
                        use(opened);
                    } else {
                        opened.close();
                    }
                })
                .onFailure(refused -> comeBack(number));
        context.owner().setTimer(HANDSHAKE_TIMEOUT_MS, timer -> {
            if (socket == null) {
                comeBack(number); // its answer may have begun and never end
            }
        });
    }

    private void use(WebSocket opened) {
        int number = connections;
        socket = opened;
        heard = System.nanoTime();
        pings = 0;
        pongs = 0;
        toSend.clear();
        inFlight = null;
        asked = null;
        opened.textMessageHandler(text -> {
            if (number == connections) {
                heard(text);
            }
        });
        opened.exceptionHandler(broken -> comeBack(number));
        opened.closeHandler(closed -> comeBack(number));
        underWay.forEach(this::ask);
        begin();
        sendNext();
    }

    /** After a while, and only where no newer connection has been made. */
    private void comeBack(int number) {
        if (number != connections || done.isDone()) {
            return;
        }
        connections++; // what was is not listened to any more
        int next = connections;
        if (socket != null) {
            socket.close();
            socket = null;
        }
        int most = Math.min(LONGEST_BACK_OFF_MS, 20 << Math.min(failures++, 10));
        context.owner().setTimer(1 + random.nextInt(most), timer -> {
            if (next == connections) {
                connect();
            }
        });
    }

    private void heartbeat(long timer) {
        if (done.isDone()) {
            context.owner().cancelTimer(timer);
        } else if (socket != null) {
            long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heard);
            if (silentMs > SILENCE_BEFORE_LEAVING_MS) {
                comeBack(connections);
            } else if (silentMs > SILENCE_BEFORE_PING_MS && pinged < heard) {
                ping();
            }
        }
    }

    private void ping() {
        pings++;
        pinged = System.nanoTime();
        socket.writeTextMessage("{\"action\":\"ping\"}");
    }

    private void begin() {
        while (underWay.size() < RUNS_AT_ONCE && !toDo.isEmpty()) {
            Report report = new Report(toDo.poll());
            reports.add(report);
            underWay.add(report);
            ask(report);
        }
        if (underWay.isEmpty()) {
            socket.close();
            done.complete(reports);
        }
    }

    private void ask(Report report) {
        if (report.story == null) {
            toSend.add(new Message(report, JSON.createObjectNode().put("action", "makecall")
                    .put("prompt", report.errand.prediction())
                    .put("requestId", report.errand.requestId().toString()).toString()));
        } else {
            toSend.add(new Message(report, JSON.createObjectNode().put("action", "resume")
                    .put("runId", report.story.runId())
                    .put("afterSeq", report.story.lastSeq()).toString()));
            report.stopAsked = false; // it may have been lost on the way
        }
    }

    /**
     * One message after the other, each with a ping behind it: up to its pong, whatever is refused is that message. And one
     * run after the other: the first frame doesn't say which request it answers.
     */
    private void sendNext() {
        boolean asking = asked != null && !asked.isOver() && asked.story == null;
        Message next = inFlight != null ? null : toSend.stream()
                .filter(message -> message.about().story != null || !asking)
                .findFirst().orElse(null);
        if (next != null) {
            toSend.remove(next);
            inFlight = next;
            asked = next.about().story == null ? next.about() : asked;
            socket.writeTextMessage(next.text());
            ping();
            pongsAwaited = pings;
        }
    }

    private void heard(String text) {
        heard = System.nanoTime();
        failures = 0;
        try {
            JsonNode frame = JSON.readTree(text);
            if (frame.has("runId")) {
                told(frame);
            } else if (frame.path("type").asText().equals("pong")) {
                pongs++;
                if (inFlight != null && pongs >= pongsAwaited) {
                    inFlight = null;
                }
            } else {
                refused(frame);
            }
            sendNext();
        } catch (JsonProcessingException | RuntimeException e) {
            done.completeExceptionally(e);
            socket.close();
        }
    }

    private void told(JsonNode frame) {
        Report report = byRun.get(frame.path("runId").asText());
        if (report == null) {
            report = begun(frame);
        }
        report.story.add(frame);
        if (report.isOver()) {
            witness.ended(report.errand, report.story.runId());
            over(report);
        } else if (report.errand.stopAfter() > 0 && report.story.lastSeq() >= report.errand.stopAfter() && !report.stopAsked) {
            report.stopAsked = true;
            toSend.add(new Message(report, JSON.createObjectNode().put("action", "stop")
                    .put("runId", report.story.runId()).toString()));
        }
    }

    private Report begun(JsonNode frame) {
        Report report = asked;
        if (report == null || report.story != null) {
            throw new IllegalStateException("nobody asked for " + frame);
        }
        report.story = new Story(frame.path("runId").asText());
        byRun.put(report.story.runId(), report);
        witness.begun(report.errand, report.story.runId());
        return report;
    }

    private void refused(JsonNode error) {
        if (inFlight == null) {
            throw new IllegalStateException("nothing was asked, and the answer is " + error);
        }
        Report report = inFlight.about();
        if (report.isOver()) {
            return; // a stop that came too late
        }
        if (error.path("retryable").asBoolean()) {
            int number = connections;
            context.owner().setTimer(error.path("retryAfterMs").asInt(200), timer -> {
                if (number == connections && !done.isDone()) {
                    asked = asked == report ? null : asked;
                    ask(report);
                    sendNext();
                }
            });
        } else {
            report.refused = error.path("code").asText();
            over(report);
        }
    }

    private void over(Report report) {
        underWay.remove(report);
        begin();
    }
}
