package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import io.calledit.bedrock.BedrockEmulatorResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** One who opens a socket, asks for much, and doesn't read it. */
@QuarkusTest
@WithTestResource(BedrockEmulatorResource.class)
class StalledReaderTest extends OnTheWholePath {

    /** Too long to be joined, and six times as long in JSON. */
    private static final String TOKEN = "\u0001".repeat(4_000);
    private static final int TOKENS = 45;
    /** Some 16 MB in all: the kernels at both ends hold a few megabytes on the way. */
    private static final int RUNS = 15;

    @Inject
    Runs runs;

    @Test
    void whatAReaderDoesNotTakeStaysInTheLogs() throws Exception {
        List<Run> drafts = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            drafts.add(longDraft());
        }
        Stalled stalled = new Stalled();
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(endpoint.toString().replaceFirst("^http", "ws")), stalled)
                .get(10, TimeUnit.SECONDS);
        for (Run draft : drafts) {
            socket.sendText("{\"action\":\"resume\",\"runId\":\"" + draft.id() + "\",\"afterSeq\":0}", true)
                    .get(10, TimeUnit.SECONDS);
        }
        FrameLog last = drafts.get(RUNS - 1).log();
        for (int turns = 0; last.readers() == 0; turns++) {
            assertThat(turns).as("turns of the server in which the last draft was not being read").isLessThan(1_000);
            client.pingPong();
        }

        assertThat(drafts.stream().mapToInt(draft -> draft.log().lag()).sum())
                .as("frames, of %d, that have not been made into messages", RUNS * (TOKENS + 2))
                .isGreaterThan(RUNS * TOKENS / 3);

        socket.request(Long.MAX_VALUE);
        for (Run draft : drafts) {
            assertThat(stalled.end(draft.id()).get(20, TimeUnit.SECONDS)).isEqualTo(TOKENS + 2);
        }
        assertThat(drafts).allMatch(draft -> draft.log().readers() == 0);
        socket.abort();
    }

    /** A draft whose log is full, and that nobody reads any more. */
    private Run longDraft() throws Exception {
        emulator.next(answer().burst(Collections.nCopies(TOKENS, TOKEN).toArray(String[]::new)).stalls());
        WireRun run = client.makeCall("It will rain");
        run.next();
        for (int length = 0; length < TOKENS * TOKEN.length(); ) {
            length += run.nextText().length();
        }
        client.stop(run);
        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        return runs.all().stream().filter(any -> any.id().equals(run.id())).findFirst().orElseThrow();
    }

    /** Asks for nothing until it is told to; then checks that each run's frames come once and in order. */
    private static final class Stalled implements WebSocket.Listener {

        private final Map<String, Integer> lastSeq = new ConcurrentHashMap<>();
        private final Map<String, CompletableFuture<Integer>> ends = new ConcurrentHashMap<>();
        private final StringBuilder message = new StringBuilder();

        /** The number of the run's last frame. */
        CompletableFuture<Integer> end(String runId) {
            return ends.computeIfAbsent(runId, id -> new CompletableFuture<>());
        }

        @Override
        public void onOpen(WebSocket socket) {
            // The default asks for the first message.
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            return null;
        }

        private void take(String text) {
            JsonNode frame;
            try {
                frame = WireClient.JSON.readTree(text);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            if (!frame.has("runId")) {
                return;
            }
            String run = frame.get("runId").asText();
            int seq = frame.get("seq").asInt();
            if (seq != lastSeq.merge(run, 1, Integer::sum)) {
                end(run).completeExceptionally(new AssertionError("frame " + seq + " after " + (lastSeq.get(run) - 1)));
            } else if (frame.get("type").asText().equals("stopped")) {
                end(run).complete(seq);
            }
        }
    }
}
