package io.calledit.line;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client at the far end of the socket: sends messages, and sorts what comes by run. */
public final class WireClient implements AutoCloseable {

    /** A frame and when it came ({@link System#nanoTime()}). */
    public record Arrival(JsonNode frame, long nanos) {
    }

    public static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_S = 30;

    private final Map<String, WireRun> runs = new ConcurrentHashMap<>();
    private final BlockingQueue<WireRun> newRuns = new LinkedBlockingQueue<>();
    private final BlockingQueue<Arrival> answers = new LinkedBlockingQueue<>();
    private final Ear ear = new AllEars();
    private final boolean endsAreJoined;
    private final WebSocket socket;

    private WireClient(URI endpoint, boolean endsAreJoined, Map<String, String> headers) {
        this.endsAreJoined = endsAreJoined;
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder
                .buildAsync(URI.create(endpoint.toString().replaceFirst("^http", "ws")), ear)
                .orTimeout(PATIENCE_S, SECONDS).join();
    }

    public static WireClient connect(URI endpoint) {
        return new WireClient(endpoint, false, Map.of());
    }

    /** Connects to a door that tells that the model has finished together with the plan. */
    public static WireClient connectWhereEndsAreJoined(URI endpoint) {
        return new WireClient(endpoint, true, Map.of());
    }

    /** Connects to such a door as a terminal does that has been given a token. */
    public static WireClient connectWhereEndsAreJoined(URI endpoint, String token) {
        return new WireClient(endpoint, true, Map.of("Authorization", "Bearer " + token));
    }

    /** Sends a message as it stands; the answer says when it was sent ({@link System#nanoTime()}). */
    public long send(String message) {
        long now = System.nanoTime();
        socket.sendText(message, true).orTimeout(PATIENCE_S, SECONDS).join();
        return now;
    }

    public void sendBinary(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).orTimeout(PATIENCE_S, SECONDS).join();
    }

    /** Asks for a plan and waits for the run's first frame. */
    public WireRun makeCall(String prompt) throws InterruptedException {
        return makeCall(prompt, "UTC");
    }

    public WireRun makeCall(String prompt, String timezone) throws InterruptedException {
        return call(makeCallMessage(prompt).replaceFirst("}$", ",\"timezone\":\"" + timezone + "\"}"));
    }

    /** Asks for a plan under an id of the client's own. */
    public WireRun makeCall(String prompt, UUID requestId) throws InterruptedException {
        return call(makeCallMessage(prompt, requestId));
    }

    public WireRun resume(String runId, int afterSeq) throws InterruptedException {
        var run = call("{\"action\":\"resume\",\"runId\":\"" + runId + "\",\"afterSeq\":" + afterSeq + "}");
        run.readFrom(afterSeq);
        return run;
    }

    /** Asks for the end of a run; the answer says when ({@link System#nanoTime()}). */
    public long stop(WireRun run) {
        return send("{\"action\":\"stop\",\"runId\":\"" + run.id() + "\"}");
    }

    /** The next message that belongs to no run. */
    public JsonNode answer() throws InterruptedException {
        var arrival = answers.poll(PATIENCE_S, SECONDS);
        assertThat(arrival).as("an answer on the socket, closed with %s", ear.closed().getNow(null)).isNotNull();
        return arrival.frame();
    }

    /** A ping and its pong: whatever was sent before the ping has been dealt with, and the socket still works. */
    public void pingPong() throws InterruptedException {
        send("{\"action\":\"ping\"}");
        assertThat(answer().toString()).isEqualTo("{\"type\":\"pong\"}");
    }

    /** The status with which the server closes the connection. */
    public int closedWith() throws Exception {
        return ear.closed().copy().get(PATIENCE_S, SECONDS);
    }

    /** Goes away without a word, as a phone in a tunnel does. */
    public void vanish() {
        socket.abort();
    }

    /** Goes away with a closing handshake, and fails if a run has said more than its end. */
    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(PATIENCE_S, SECONDS).join();
            ear.closed().orTimeout(PATIENCE_S, SECONDS).join();
        }
        runs.values().forEach(WireRun::assertNothingFollowedTheEnd);
    }

    /** Sends a message that is to start or join a run, and waits for its first frame. */
    public WireRun call(String message) throws InterruptedException {
        long sent = send(message);
        var run = newRuns.poll(PATIENCE_S, SECONDS);
        assertThat(run).as("a run for %s; answers instead: %s", message, answers).isNotNull();
        run.asked(sent);
        return run;
    }

    public static String makeCallMessage(String prompt) {
        return JSON.createObjectNode().put("action", "makecall").put("prompt", prompt).toString();
    }

    public static String makeCallMessage(String prompt, UUID requestId) {
        return makeCallMessage(prompt).replaceFirst("}$", ",\"requestId\":\"" + requestId + "\"}");
    }

    private void heard(String message) {
        var arrival = new Arrival(parsed(message), System.nanoTime());
        if (!arrival.frame().has("runId")) {
            answers.add(arrival);
            return;
        }
        var id = arrival.frame().get("runId").asText();
        var known = runs.get(id);
        if (known != null) {
            known.add(arrival);
            return;
        }
        var run = new WireRun(this, id, endsAreJoined);
        run.add(arrival);
        runs.put(id, run);
        newRuns.add(run);
    }

    private static JsonNode parsed(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the server sent something that is not JSON: " + message, e);
        }
    }

    /** A binary message is no frame, and is kept as what it is, where a test looks for answers. */
    private final class AllEars extends Ear {

        AllEars() {
            super(WireClient.this::heard);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            answers.add(new Arrival(JSON.getNodeFactory().textNode("a binary message, which is no frame"), System.nanoTime()));
            socket.request(1);
            return null;
        }
    }
}
