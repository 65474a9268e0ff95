package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The model asks for tools, gets what they answer, and the person sees each of them. */
@QuarkusTest
@WithTestResource(BedrockEmulatorResource.class)
class ToolLoopTest extends OnTheWholePath {

    @Inject
    HoldableClock clock;

    @Test
    void aToolIsSeenToStartAndToEndAndItsResultReachesTheModel() throws Exception {
        emulator.next(
                answer().tool("tooluse_a", "current_time", "{\"timezone\":\"Europe/Paris\"}").stop(StopReason.TOOL_USE, 500, 30),
                answer().text(ModelPlans.about("With the time")).stop(StopReason.END_TURN, 600, 200));

        var run = client.makeCall("It rains in Paris tomorrow");
        var complete = run.end();

        assertThat(run.kinds()).containsExactly(
                "status processing", "tool started", "tool done", "text", "status complete", "complete");
        for (var tool : run.frames().subList(1, 3)) {
            assertThat(tool.get("id").asText()).isEqualTo("tooluse_a");
            assertThat(tool.get("name").asText()).isEqualTo("current_time");
            assertThat(tool.get("input").toString()).isEqualTo("{\"timezone\":\"Europe/Paris\"}");
        }
        assertThat(run.frames().get(2).get("durationMs").asLong()).isBetween(0L, 30_000L);
        assertThat(complete.get("usage").toString()).isEqualTo("{\"inputTokens\":1100,\"outputTokens\":230}");

        assertThat(emulator.awaitExchange().body().at("/toolConfig/tools").findValuesAsText("name"))
                .contains("current_time", "end_of_period", "next_weekday", "add_to_date", "days_between", "is_past");
        var result = onlyResult(emulator.awaitExchange().toolResults());
        assertThat(result.get("toolUseId").asText()).isEqualTo("tooluse_a");
        assertThat(textOf(result)).as("paid for by the token").doesNotContainAnyWhitespaces();
        var told = ModelPlans.json(textOf(result));
        assertThat(told.get("now").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+0[12]:00");
        assertThat(told.get("weekday").asText()).endsWith("day");
        assertThat(told.get("timezone").asText()).isEqualTo("Europe/Paris");
    }

    @Test
    void aSecondToolMayFollowTheFirst() throws Exception {
        emulator.next(
                answer().text("Let me look. ").tool("current_time", "{\"timezone\":\"UTC\"}").stop(),
                answer().tool("end_of_period", "{\"period\":\"year\",\"date\":\"2027-05-01\",\"timezone\":\"UTC\"}").stop(),
                answer().text(ModelPlans.about("Two tools")).stop());

        var run = client.makeCall("Bitcoin doubles in 2027");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        assertThat(run.kinds()).containsExactly("status processing", "text", "tool started", "tool done",
                "tool started", "tool done", "text", "status complete", "complete");
        assertThat(textOf(onlyResult(emulator.exchanges().get(2).toolResults()))).contains("2027-12-31T23:59:59Z");
    }

    @Test
    void twoToolsOfOneAnswerAreBothAnswered() throws Exception {
        emulator.next(
                answer().tool("tooluse_a", "days_between", "{\"from\":\"2026-11-22\",\"to\":\"2026-12-31\"}")
                        .tool("tooluse_b", "next_weekday", "{\"weekday\":\"Friday\",\"date\":\"2026-11-22\"}").stop(),
                answer().text(ModelPlans.about("Two at once")).stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        var results = emulator.exchanges().get(1).toolResults();
        assertThat(results).hasSize(2);
        assertThat(textOf(results.get(0))).contains("39");
        assertThat(textOf(results.get(1))).contains("2026-11-27");
        assertThat(run.frames()).filteredOn(frame -> frame.path("state").asText().equals("done"))
                .extracting(frame -> frame.get("id").asText()).containsExactlyInAnyOrder("tooluse_a", "tooluse_b");
    }

    @Test
    void aToolThatCannotWorkTellsTheModelAndTheRunGoesOn() throws Exception {
        emulator.next(
                answer().tool("current_time", "{\"timezone\":\"Mars/Olympus\"}").stop(),
                answer().text(ModelPlans.about("Without Mars")).stop());

        var run = client.makeCall("It rains on Mars");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        assertThat(run.kinds()).containsExactly(
                "status processing", "tool started", "tool failed", "text", "status complete", "complete");
        assertThat(textOf(onlyResult(emulator.exchanges().get(1).toolResults())))
                .contains("Mars/Olympus").doesNotContain("Exception").doesNotStartWith("{");
    }

    @Test
    void aToolThatDoesNotExistIsSaidNotToAndTheRunGoesOn() throws Exception {
        emulator.next(
                answer().tool("tooluse_x", "launch_rocket", "{}").stop(),
                answer().text(ModelPlans.about("Without a rocket")).stop());

        var run = client.makeCall("A rocket starts");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        var result = onlyResult(emulator.exchanges().get(1).toolResults());
        assertThat(result.get("toolUseId").asText()).isEqualTo("tooluse_x");
        assertThat(textOf(result)).contains("no tool").contains("current_time");
    }

    @Test
    void aModelThatNeverComesToAnAnswerIsEnded() throws Exception {
        emulator.otherwise(exchange -> answer().tool("current_time", "{\"timezone\":\"UTC\"}").stop());

        var last = client.makeCall("Bitcoin doubles").end();

        assertThat(last.get("code").asText()).isEqualTo("unreadable_plan");
        assertThat(emulator.exchanges()).hasSizeBetween(2, 20);
    }

    @Test
    void manyRunsWithToolsAtOnceEachGetTheirOwnPlan() throws Exception {
        // The framework's default scopes lose about one run in six of these.
        emulator.otherwise(exchange -> exchange.toolResults().isEmpty()
                ? answer().tool("current_time", "{\"timezone\":\"UTC\"}").stop()
                : answer().text(ModelPlans.tokens(ModelPlans.about(numberIn(exchange.asked())))).stop());
        var clients = new ArrayList<WireClient>();
        var runs = new LinkedHashMap<String, WireRun>();
        for (int i = 0; i < 20; i++) {
            clients.add(WireClient.connect(endpoint));
        }
        for (int i = 0; i < 60; i++) {
            runs.put("number " + i + ".", clients.get(i % 20).makeCall("This is prediction number " + i + "."));
        }

        for (var run : runs.entrySet()) {
            assertThat(run.getValue().end().at("/content/prediction_statement").asText()).isEqualTo(run.getKey());
        }
        clients.forEach(WireClient::close);
    }

    private static String numberIn(String asked) {
        var matcher = Pattern.compile("number \\d+\\.").matcher(asked);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    @Test
    void aSlowToolDoesNotHoldUpAnotherStream() throws Exception {
        emulator.whenAsked("Gold",
                answer().tool("current_time", "{\"timezone\":\"UTC\"}").stop(),
                answer().text(ModelPlans.about("Gold")).stop());
        emulator.whenAsked("rain", answer().text(ModelPlans.tokens(ModelPlans.about("Rain"))).stop());
        try (var hold = clock.hold()) {
            var gold = client.makeCall("Gold doubles");
            hold.awaitTool();

            // Start to end while the tool of the other run stands still; each token comes over the same few threads.
            for (int i = 0; i < 8; i++) {
                var rain = client.makeCall("It will rain");
                assertThat(rain.end().get("type").asText()).isEqualTo("complete");
                emulator.whenAsked("rain", answer().text(ModelPlans.tokens(ModelPlans.about("Rain"))).stop());
            }
            gold.next();
            assertThat(gold.next().get("state").asText()).isEqualTo("started");
            assertThat(gold.isQuiet()).isTrue();
            hold.release();

            assertThat(gold.end().get("type").asText()).isEqualTo("complete");
        }
    }

    @Test
    void aStopWhileAToolRunsAsksTheModelNothingMore() throws Exception {
        emulator.next(answer().tool("current_time", "{\"timezone\":\"UTC\"}").stop());
        try (var hold = clock.hold()) {
            var run = client.makeCall("Bitcoin doubles");
            hold.awaitTool();

            client.stop(run);

            assertThat(run.end().get("type").asText()).isEqualTo("stopped");
            assertThat(run.kinds()).containsExactly("status processing", "tool started", "stopped");
        }
        // Another run's way to the model and back: a request of the stopped run would have come before it.
        emulator.next(answer().text(ModelPlans.about("Another")).stop());
        assertThat(client.makeCall("Another prediction").end().get("type").asText()).isEqualTo("complete");
        assertThat(emulator.exchanges()).hasSize(2);
        assertThat(emulator.exchanges().get(0).endedByEmulator().get(30, SECONDS)).isNull();
    }

    private static JsonNode onlyResult(List<JsonNode> results) {
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static String textOf(JsonNode result) {
        return result.at("/content/0/text").asText();
    }
}
