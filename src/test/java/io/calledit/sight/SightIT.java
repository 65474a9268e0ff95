package io.calledit.sight;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.line.Ear;
import io.calledit.packaged.PackagedService;

/** What the application as it is packaged writes and sends about a draft. */
class SightIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PREDICTION = "Aunt Zelda moves to Lisbon by March 2031";

    @TempDir
    Path dataDir;

    @Test
    void aDraftIsALineOfJsonAndATraceAndAStopIsSeenByProbesWhileItGoesOn() throws Exception {
        try (var collector = new Collector(); var service = PackagedService.start(dataDir, Map.of(
                "CALLEDIT_RULES_PACE", "30ms",
                "CALLEDIT_SIGHT_TRACES_ENABLED", "true",
                "CALLEDIT_SIGHT_TRACES_ENDPOINT", collector.address()))) {
            var draft = Draft.begin(service);
            draft.began.get(20, SECONDS);
            assertThat(ready(service)).isEqualTo(200);

            var over = service.terminate();
            var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (ready(service) != 503) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }

            assertThat(draft.ended).as("the draft goes on while the service isn't ready").isNotDone();
            assertThat(draft.ended.get(60, SECONDS)).isEqualTo("complete");
            over.get(60, SECONDS);
            var runId = draft.began.join();
            assertThat(collector.sent.get(20, SECONDS)).contains(runId, "draft", "execute_tool", "first token").doesNotContain("Zelda");
            whenItHasSaid(service, "calledit stopped in");
            assertThat(lines(service)).filteredOn(line -> line.get("message").asText().contains("ended: complete"))
                    .singleElement().satisfies(line -> assertThat(line.at("/mdc/runId").asText()).isEqualTo(runId));
            assertThat(service.said()).noneMatch(line -> line.contains("Zelda"));
        }
    }

    @Test
    void oneSettingBringsWordsBack() throws Exception {
        try (var service = PackagedService.start(dataDir, Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false"))) {
            assertThat(service.said()).isNotEmpty().noneMatch(line -> line.startsWith("{"));
        }
    }

    /** What a process has written may be read some time after its end. */
    private static void whenItHasSaid(PackagedService service, String words) throws Exception {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (service.said().stream().noneMatch(line -> line.contains(words))) {
            assertThat(System.nanoTime()).as("%s", service.said()).isLessThan(deadline);
            CompletableFuture.runAsync(() -> { }, CompletableFuture.delayedExecutor(20, MILLISECONDS)).get();
        }
    }

    /** Every line that was written; one that isn't JSON fails here. */
    private static List<JsonNode> lines(PackagedService service) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : service.said()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static int ready(PackagedService service) throws Exception {
        var request = HttpRequest.newBuilder(service.address().resolve("/q/health/ready")).timeout(Duration.ofSeconds(10));
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** Takes the first traces that are sent to it. */
    private static final class Collector implements AutoCloseable {

        final CompletableFuture<String> sent = new CompletableFuture<>();
        private final HttpServer server;

        Collector() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", this::take);
            server.start();
        }

        String address() {
            return "http://localhost:" + server.getAddress().getPort() + "/v1/traces";
        }

        /** The text in a message of protobuf stands there as it is. */
        private void take(HttpExchange exchange) throws IOException {
            var body = exchange.getRequestBody();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(body);
            }
            sent.complete(new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** A draft as a client follows it. */
    private static final class Draft {

        final CompletableFuture<String> began = new CompletableFuture<>();
        final CompletableFuture<String> ended = new CompletableFuture<>();

        static Draft begin(PackagedService service) throws Exception {
            var draft = new Draft();
            var address = URI.create(service.address().toString().replaceFirst("^http", "ws") + "/ws");
            var socket = HTTP.newWebSocketBuilder().buildAsync(address, new Ear(draft::hear)).get(20, SECONDS);
            var message = JSON.createObjectNode().put("action", "makecall").put("prompt", PREDICTION).toString();
            socket.sendText(message, true).get(20, SECONDS);
            return draft;
        }

        private void hear(String message) {
            try {
                var frame = JSON.readTree(message);
                began.complete(frame.path("runId").asText());
                if (frame.get("type").asText().matches("complete|error|stopped")) {
                    ended.complete(frame.get("type").asText());
                }
            } catch (IOException e) {
                ended.completeExceptionally(e);
            }
        }
    }
}
