package io.calledit.line;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One run as a client sees it; every frame that is taken from it is held against the protocol. */
public final class WireRun {

    private static final long PATIENCE_S = 30;
    private static final Set<String> TERMINAL = Set.of("complete", "error", "stopped");
    private static final Map<String, Set<String>> FIELDS = Map.ofEntries(
            Map.entry("status processing", Set.of("status", "message", "prompt", "timezone")),
            Map.entry("status retrying", Set.of("status", "message", "attempt", "retryInMs")),
            Map.entry("status repairing", Set.of("status", "message")),
            Map.entry("status complete", Set.of("status")),
            Map.entry("text", Set.of("content")),
            Map.entry("tool started", Set.of("id", "name", "input", "state")),
            Map.entry("tool done", Set.of("id", "name", "input", "state", "durationMs")),
            Map.entry("tool failed", Set.of("id", "name", "input", "state", "durationMs")),
            Map.entry("complete", Set.of("content", "model", "usage")),
            Map.entry("error", Set.of("message", "code", "retryable")),
            Map.entry("stopped", Set.of()));

    private final WireClient client;
    private final String id;
    private final boolean endsAreJoined;
    private final BlockingQueue<WireClient.Arrival> waiting = new LinkedBlockingQueue<>();
    private final List<WireClient.Arrival> taken = new ArrayList<>();
    private int lastSeq;
    private long asked;

    /** @param endsAreJoined whether {@code status complete} and {@code complete} come as one, as far as both are read */
    WireRun(WireClient client, String id, boolean endsAreJoined) {
        this.client = client;
        this.id = id;
        this.endsAreJoined = endsAreJoined;
    }

    public String id() {
        return id;
    }

    /** When the message that asked for this run was sent ({@link System#nanoTime()}). */
    public long asked() {
        return asked;
    }

    /** Takes the next frame, waiting for it if need be. */
    public JsonNode next() throws InterruptedException {
        return nextArrival().frame();
    }

    public WireClient.Arrival nextArrival() throws InterruptedException {
        assertThat(ended()).as("a frame is awaited after the end of the run: %s", frames()).isFalse();
        var arrival = waiting.poll(PATIENCE_S, SECONDS);
        assertThat(arrival).as("a frame after %s", frames()).isNotNull();
        check(arrival.frame());
        taken.add(arrival);
        return arrival;
    }

    /** Takes the next frame, which must be text, and returns its content. */
    public String nextText() throws InterruptedException {
        var frame = next();
        assertThat(kind(frame)).as("%s", frame).isEqualTo("text");
        return frame.get("content").asText();
    }

    /** Takes everything up to the run's end and returns that last frame, after which there must be nothing. */
    public JsonNode end() throws InterruptedException {
        while (!ended()) {
            next();
        }
        client.pingPong();
        assertNothingFollowedTheEnd();
        return taken.get(taken.size() - 1).frame();
    }

    /** Whether no frame waits to be taken. */
    public boolean isQuiet() {
        return waiting.isEmpty();
    }

    public List<JsonNode> frames() {
        return taken.stream().map(WireClient.Arrival::frame).toList();
    }

    /**
     * The kinds of the frames taken so far, with runs of text as one: {@code [status processing, text, error]}. Two that
     * are joined are both there.
     */
    public List<String> kinds() {
        var kinds = new ArrayList<String>();
        for (var frame : frames()) {
            var kind = kind(frame);
            if (kind.equals("complete") && frame.has("from")) {
                kinds.add("status complete");
            }
            if (!kind.equals("text") || kinds.isEmpty() || !kinds.get(kinds.size() - 1).equals("text")) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** All text taken so far. */
    public String text() {
        return frames().stream().filter(frame -> kind(frame).equals("text"))
                .map(frame -> frame.get("content").asText()).collect(Collectors.joining());
    }

    void add(WireClient.Arrival arrival) {
        waiting.add(arrival);
    }

    void asked(long nanos) {
        asked = nanos;
    }

    /** Reading begins after this frame, as it does for a run that is resumed. */
    void readFrom(int seq) {
        lastSeq = seq;
    }

    public void assertNothingFollowedTheEnd() {
        if (ended()) {
            assertThat(waiting).as("frames of run %s after its end", id).isEmpty();
        }
    }

    private boolean ended() {
        return !taken.isEmpty() && TERMINAL.contains(taken.get(taken.size() - 1).frame().get("type").asText());
    }

    private void check(JsonNode frame) {
        assertThat(frame.get("seq").isInt()).as("seq of %s", frame).isTrue();
        var first = frame.path("from").asInt(frame.get("seq").asInt());
        assertThat(first).as("seq follows %s without a gap: %s", lastSeq, frame).isEqualTo(lastSeq + 1);
        lastSeq = frame.get("seq").asInt();
        checkJoined(frame, first);
        if (lastSeq == 1) {
            assertThat(kind(frame)).isEqualTo("status processing");
        }
        var fields = ((ObjectNode) frame.deepCopy()).without(List.of("type", "runId", "seq", "from"));
        assertThat(FIELDS).as("%s", frame).containsKey(kind(frame));
        assertThat(fields.fieldNames()).toIterable().as("the fields of %s", frame)
                .containsExactlyInAnyOrderElementsOf(FIELDS.get(kind(frame)));
    }

    private void checkJoined(JsonNode frame, int first) {
        if (kind(frame).equals("complete")) {
            var readingBeginsHere = taken.isEmpty() && first == lastSeq;
            assertThat(first).as("the first frame that is joined in %s", frame)
                    .isEqualTo(endsAreJoined && !readingBeginsHere ? lastSeq - 1 : lastSeq);
        } else if (frame.has("from")) {
            assertThat(kind(frame)).as("what is joined: %s", frame).isEqualTo("text");
            assertThat(first).as("the first frame that is joined in %s", frame).isLessThan(lastSeq);
        }
    }

    private static String kind(JsonNode frame) {
        var type = frame.get("type").asText();
        return switch (type) {
            case "status" -> type + " " + frame.path("status").asText();
            case "tool" -> type + " " + frame.path("state").asText();
            default -> type;
        };
    }
}
