package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static io.calledit.bedrock.Turn.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Fault;
import io.calledit.bedrock.Gate;
import io.calledit.sight.Scrape;
import io.calledit.sight.SpansInMemory;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** What can be seen of a run from outside, from a message on the socket to the figures, the spans and the log. */
@QuarkusTest
@TestProfile(SightTest.Watched.class)
@WithTestResource(BedrockEmulatorResource.class)
class SightTest extends OnTheWholePath {

    /** With prices and traces, neither of which there are by default. */
    public static final class Watched implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "calledit.sight.price.input", "3",
                    "calledit.sight.price.output", "15",
                    "calledit.sight.traces.enabled", "true");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SpansInMemory.class);
        }
    }

    private static final String SECRET = "Aunt Zelda sells the lighthouse";
    private static final Path DOCKER = Path.of("docker");

    @Inject
    SpansInMemory spans;

    private WrittenLines lines;
    private Scrape before;

    @BeforeEach
    void lookFirst() throws Exception {
        before = Scrape.when(endpoint, now -> isQuiet(now) && now.get("calledit_connections") == 1);
        lines = WrittenLines.listen();
    }

    @AfterEach
    void listenNoMore() {
        lines.close();
    }

    @Test
    void aRunThatCameToAPlanIsCountedTimedAndPaidFor() throws Exception {
        emulator.next(answer().tool("current_time", "{\"timezone\":\"UTC\"}").stop(StopReason.TOOL_USE, 100, 10));
        emulator.next(answer().text(ModelPlans.tokens(ModelPlans.about(SECRET))).stop(StopReason.END_TURN, 900, 190));

        var run = client.makeCall(SECRET);
        run.end();
        var after = ended("complete", 1);

        assertThat(more(after, "calledit_runs_started_total")).isEqualTo(1);
        assertThat(more(after, "calledit_time_to_first_token_seconds_count")).isEqualTo(1);
        assertThat(more(after, "calledit_run_seconds_count{outcome=\"complete\"}")).isEqualTo(1);
        assertThat(more(after, "calledit_tokens_per_second_count")).isEqualTo(1);
        assertThat(more(after, "calledit_tool_seconds_count{failed=\"false\",tool=\"current_time\"}")).isEqualTo(1);
        assertThat(more(after, "calledit_tokens_used_total{direction=\"input\"}")).isEqualTo(1_000);
        assertThat(more(after, "calledit_tokens_used_total{direction=\"output\"}")).isEqualTo(200);
        // 1,000 tokens at 3 $ and 200 at 15 $ a million
        assertThat(more(after, "calledit_cost_usd_total")).isCloseTo(0.006, within(1e-9));
        assertThat(more(after, "calledit_frames_total{type=\"tool\"}")).isEqualTo(2);
        assertThat(more(after, "calledit_frames_total{type=\"status\"}")).isEqualTo(2);
        assertThat(more(after, "calledit_frames_total{type=\"text\"}")).isGreaterThan(10);
        assertThat(after.get("calledit_people{window=\"5m\"}")).isEqualTo(1);
        var said = lines.about("Run " + run.id() + " ended: complete");
        assertThat(said).singleElement().satisfies(line -> {
            assertThat(line.fields()).containsEntry("runId", run.id());
            assertThat(line.words()).contains("tokens in 1000, out 200, retries 0");
        });
        nothingOfThePredictionIsSeen(after);
    }

    @Test
    void aRunThatIsStoppedIsCountedAsThat() throws Exception {
        emulator.next(answer().text("{\"prediction_").stalls());
        var run = client.makeCall(SECRET);
        run.next();
        run.nextText();
        var during = Scrape.of(endpoint);
        assertThat(during.get("calledit_runs_active")).isEqualTo(1);
        assertThat(during.get("calledit_readers")).isEqualTo(1);
        assertThat(during.get("calledit_chat_memories")).isEqualTo(1);

        client.stop(run);
        run.end();
        var after = ended("stopped", 1);

        assertThat(more(after, "calledit_runs_ended_total{outcome=\"complete\"}")).isZero();
        assertThat(more(after, "calledit_run_seconds_count{outcome=\"complete\"}")).isZero();
        assertThat(more(after, "calledit_run_seconds_count{outcome=\"stopped\"}")).isEqualTo(1);
        assertThat(more(after, "calledit_tokens_used_total{direction=\"output\"}")).isZero();
        assertThat(more(after, "calledit_model_errors_total{kind=\"unreachable\"}")).isZero();
        assertThat(lines.about("Run " + run.id() + " ended: stopped")).hasSize(1);
        Scrape.when(endpoint, SightTest::isQuiet);
        nothingOfThePredictionIsSeen(after);
    }

    @Test
    void aRunThatFailedSaysWhy() throws Exception {
        emulator.next(rejected(Fault.ACCESS_DENIED));

        var run = client.makeCall(SECRET);
        run.end();
        var after = ended("model_unavailable", 1);

        assertThat(more(after, "calledit_model_errors_total{kind=\"misconfigured\"}")).isEqualTo(1);
        assertThat(more(after, "calledit_time_to_first_token_seconds_count")).isZero();
        assertThat(lines.about(run.id())).hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line.fields()).containsEntry("runId", run.id()));
        var span = root(run.id());
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(span)).containsEntry("error.type", "model_unavailable");
        nothingOfThePredictionIsSeen(after);
    }

    @Test
    void aReaderWhoComesBackAndOneWhoDoesNotBelongAreTold() throws Exception {
        emulator.next(answer().text(ModelPlans.about("It rains")).stop());
        var run = client.makeCall("It rains in Paris tomorrow");
        run.end();
        try (var other = WireClient.connect(endpoint)) {
            Scrape.when(endpoint, now -> now.get("calledit_connections") == 2);
            other.resume(run.id(), 0).end();
            other.send("{\"action\":\"resume\",\"runId\":\"00000000-0000-4000-8000-000000000000\",\"afterSeq\":0}");
            assertThat(other.answer().get("code").asText()).isEqualTo("unknown_run");
        }

        var after = ended("complete", 1);

        assertThat(more(after, "calledit_resumes_total{result=\"resumed\"}")).isEqualTo(1);
        assertThat(more(after, "calledit_resumes_total{result=\"unknown_run\"}")).isEqualTo(1);
        assertThat(more(after, "calledit_requests_refused_total{code=\"unknown_run\"}")).isEqualTo(1);
    }

    @Test
    void aRunIsATraceWithItsTurnsAndItsToolsAndNotAWordOfWhatWasSaid() throws Exception {
        var gate = new Gate();
        emulator.next(answer().tool("current_time", "{\"timezone\":\"UTC\"}").stop(StopReason.TOOL_USE, 100, 10));
        emulator.next(answer().gated(gate, "{").text(ModelPlans.about(SECRET).substring(1)).stop(StopReason.END_TURN, 900, 190));
        var run = client.makeCall(SECRET);
        gate.awaitArrival(Duration.ofSeconds(10));
        gate.open();
        run.end();

        var trace = spans.ofRun(run.id());

        var draft = root(run.id());
        assertThat(trace).extracting(SpanData::getName)
                .containsExactlyInAnyOrder("draft", "chat", "chat", "execute_tool current_time");
        assertThat(trace).filteredOn(span -> span != draft).allSatisfy(span -> {
            assertThat(span.getParentSpanId()).isEqualTo(draft.getSpanId());
            assertThat(span.getStartEpochNanos()).isGreaterThanOrEqualTo(draft.getStartEpochNanos());
            assertThat(span.getEndEpochNanos()).isLessThanOrEqualTo(draft.getEndEpochNanos());
        });
        assertThat(attributes(draft))
                .containsEntry("calledit.run.outcome", "complete")
                .containsEntry("gen_ai.response.model", BedrockEmulatorResource.MODEL_ID)
                .containsEntry("gen_ai.usage.input_tokens", 1_000L)
                .containsEntry("gen_ai.usage.output_tokens", 200L);
        assertThat(draft.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("first token");
            assertThat(event.getEpochNanos()).isBetween(draft.getStartEpochNanos(), draft.getEndEpochNanos());
        });
        assertThat(trace.toString()).doesNotContain("Zelda");
    }

    @Test
    void everyQueryOfTheDashboardAsksForFiguresThatThereAre() throws Exception {
        emulator.next(answer().tool("current_time", "{\"timezone\":\"UTC\"}").stop());
        emulator.next(answer().text(ModelPlans.tokens(ModelPlans.about("It rains"))).stop());
        client.makeCall("It rains in Paris tomorrow").end();
        var there = ended("complete", 1).names();

        var asked = new HashSet<String>();
        for (JsonNode expression : dashboard().findValues("expr")) {
            Pattern.compile("\\b(?:calledit|jvm|process|system)_[a-z_]+").matcher(expression.asText())
                    .results().forEach(name -> asked.add(name.group()));
        }

        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(there).containsAll(asked);
    }

    @Test
    void theDashboardAsksQuestionsOfTheDataSourceThatIsChosenInIt() throws Exception {
        var dashboard = dashboard();
        var variable = dashboard.at("/templating/list/0");

        assertThat(variable.get("type").asText()).isEqualTo("datasource");
        assertThat(variable.get("query").asText()).isEqualTo("prometheus");
        assertThat(Files.readString(DOCKER.resolve("grafana/provisioning/datasources/prometheus.yml")))
                .contains("type: prometheus").contains("isDefault: true");
        assertThat(dashboard.findValues("datasource")).isNotEmpty()
                .allSatisfy(source -> assertThat(source.get("uid").asText())
                        .isEqualTo("${" + variable.get("name").asText() + "}"));
        assertThat(dashboard.get("panels")).hasSizeGreaterThan(20)
                .allSatisfy(panel -> assertThat(panel.get("title").asText()).endsWith("?"));
        assertThat(dashboard.findValues("id")).doesNotHaveDuplicates();
    }

    @Test
    void healthIsAnsweredWithoutTheModelAndWithoutTheLedger() throws Exception {
        for (var probe : Set.of("live", "ready", "started")) {
            var answer = get("/q/health/" + probe);

            assertThat(answer.statusCode()).as(probe).isEqualTo(200);
            assertThat(WireClient.JSON.readTree(answer.body()).get("status").asText()).isEqualTo("UP");
        }
        var checks = WireClient.JSON.readTree(get("/q/health").body()).get("checks");
        assertThat(checks).extracting(check -> check.get("name").asText()).contains("takes new runs")
                .noneMatch(name -> name.contains("atabase"));
        assertThat(emulator.exchanges()).isEmpty();
    }

    @Test
    void theFiguresAreForThisMachineAndNotForWhomAProxyLetsIn() throws Exception {
        assertThat(get("/q/metrics").statusCode()).isEqualTo(200);
        assertThat(get("/q/metrics", "X-Forwarded-For", "203.0.113.7").statusCode()).isEqualTo(404);
        assertThat(get("/q/../q/metrics", "Forwarded", "for=203.0.113.7").statusCode()).isEqualTo(404);
        assertThat(get("/q/%6detrics", "X-Forwarded-For", "203.0.113.7").statusCode()).isEqualTo(404);
        assertThat(get("/q/health/live", "X-Forwarded-For", "203.0.113.7").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingIsCountedForEveryRequest() throws Exception {
        get("/");
        get("/api/calls");

        assertThat(Scrape.of(endpoint).names())
                .noneMatch(name -> name.startsWith("http_") || name.startsWith("vertx_") || name.startsWith("netty_"))
                .contains("jvm_memory_used_bytes", "process_cpu_usage", "process_files_open_files");
    }

    private Scrape ended(String outcome, int runs) throws Exception {
        return Scrape.when(endpoint, now -> more(now, "calledit_runs_ended_total{outcome=\"" + outcome + "\"}") == runs);
    }

    private double more(Scrape now, String figure) {
        return now.get(figure) - before.get(figure);
    }

    private static boolean isQuiet(Scrape now) {
        return now.figures().containsKey("calledit_runs_active")
                && now.get("calledit_runs_active") == 0
                && now.get("calledit_readers") == 0
                && now.get("calledit_reader_lag_frames") == 0
                && now.get("calledit_chat_memories") == 0;
    }

    private void nothingOfThePredictionIsSeen(Scrape now) {
        assertThat(now.text()).doesNotContain("Zelda");
        assertThat(lines.about("Zelda")).isEmpty();
    }

    private SpanData root(String runId) throws Exception {
        return spans.ofRun(runId).stream().filter(span -> !span.getParentSpanContext().isValid()).findFirst().orElseThrow();
    }

    private static Map<String, Object> attributes(SpanData span) {
        var attributes = new HashMap<String, Object>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    private static JsonNode dashboard() throws Exception {
        return WireClient.JSON.readTree(DOCKER.resolve("grafana/dashboards/calledit.json").toFile());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://" + endpoint.getAuthority() + path))
                .timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
