package io.calledit.packaged;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.line.Ear;

/** A service that is asked to stop lets its drafts end, takes no new ones, and says goodbye. */
class StopIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dataDir;

    @Test
    void aDraftMayEndAndANewOneIsRefusedBeforeTheSocketsAreClosed() throws Exception {
        try (PackagedService service = PackagedService.start(dataDir, Map.of("CALLEDIT_RULES_PACE", "20ms"))) {
            Client drafting = Client.connect(service);
            drafting.makeCall("It rains in Paris tomorrow");
            drafting.await("text");

            CompletableFuture<Void> stopped = stop(service);
            Client late = Client.connect(service);
            JsonNode refused = late.askUntilRefused("It snows in Oslo tomorrow");

            assertThat(refused.get("code").asText()).isEqualTo("shutting_down");
            assertThat(refused.get("retryable").asBoolean()).isTrue();
            assertThat(refused.get("retryAfterMs").asInt()).isPositive();
            assertThat(drafting.end().get("type").asText()).isEqualTo("complete");
            assertThat(drafting.ear.closed().get(20, SECONDS)).isEqualTo(1001);
            assertThat(late.ear.closed().get(20, SECONDS)).isEqualTo(1001);
            stopped.get(60, SECONDS);
        }
    }

    @Test
    void aDraftThatTakesTooLongEndsInAnErrorThatInvitesToTryAgain() throws Exception {
        Map<String, String> settings = Map.of("CALLEDIT_RULES_PACE", "500ms", "CALLEDIT_LINE_SHUTDOWN_GRACE", "1s");
        try (PackagedService service = PackagedService.start(dataDir, settings)) {
            Client drafting = Client.connect(service);
            drafting.makeCall("It rains in Paris tomorrow");
            drafting.await("text");

            CompletableFuture<Void> stopped = stop(service);

            JsonNode end = drafting.end();
            assertThat(end.get("type").asText()).isEqualTo("error");
            assertThat(end.get("code").asText()).isEqualTo("shutting_down");
            assertThat(end.get("retryable").asBoolean()).isTrue();
            assertThat(end.get("retryAfterMs").asInt()).isPositive();
            assertThat(drafting.ear.closed().get(20, SECONDS)).isEqualTo(1001);
            stopped.get(60, SECONDS);
        }
    }

    @Test
    void whereNothingIsBeingDraftedNothingIsWaitedFor() throws Exception {
        try (PackagedService service = PackagedService.start(dataDir, Map.of("CALLEDIT_LINE_SHUTDOWN_GRACE", "60s"))) {
            Client idle = Client.connect(service);
            idle.makeCall("It rains in Paris tomorrow");
            idle.end();

            long asked = System.nanoTime();
            service.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(20));
            assertThat(idle.ear.closed().get(20, SECONDS)).isEqualTo(1001);
        }
    }

    private static CompletableFuture<Void> stop(PackagedService service) {
        return CompletableFuture.runAsync(() -> {
            try {
                service.stop();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A client that keeps what it hears. */
    private static final class Client {

        private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        private final Ear ear = new Ear(this::hear);
        private WebSocket socket;

        static Client connect(PackagedService service) throws Exception {
            Client client = new Client();
            URI address = URI.create(service.address().toString().replaceFirst("^http", "ws") + "/ws");
            client.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, client.ear).get(20, SECONDS);
            return client;
        }

        void makeCall(String prompt) throws Exception {
            String message = JSON.createObjectNode().put("action", "makecall").put("prompt", prompt).toString();
            socket.sendText(message, true).get(20, SECONDS);
        }

        JsonNode await(String type) throws Exception {
            JsonNode frame = next();
            while (!frame.get("type").asText().equals(type)) {
                frame = next();
            }
            return frame;
        }

        JsonNode end() throws Exception {
            JsonNode frame = next();
            while (!frame.get("type").asText().matches("complete|error|stopped")) {
                frame = next();
            }
            return frame;
        }

        /** The signal to stop may take its time; a draft that comes before it is stopped again. */
        JsonNode askUntilRefused(String prompt) throws Exception {
            while (true) {
                makeCall(prompt);
                JsonNode first = next();
                if (first.get("type").asText().equals("error")) {
                    return first;
                }
                socket.sendText("{\"action\":\"stop\",\"runId\":\"" + first.get("runId").asText() + "\"}", true).get(20, SECONDS);
                end();
            }
        }

        private JsonNode next() throws InterruptedException {
            JsonNode frame = heard.poll(20, SECONDS);
            assertThat(frame).as("a frame; closed with %s", ear.closed().getNow(null)).isNotNull();
            return frame;
        }

        private void hear(String message) {
            try {
                heard.add(JSON.readTree(message));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(message, e);
            }
        }
    }
}
