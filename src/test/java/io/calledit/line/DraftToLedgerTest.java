package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Gate;
import io.calledit.ledger.HashChain;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** From a message on the socket to the transcript that is kept with the call. */
@QuarkusTest
@WithTestResource(BedrockEmulatorResource.class)
class DraftToLedgerTest extends OnTheWholePath {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/api/calls")
    URI calls;

    private JsonNode log(String runId, String plan) throws Exception {
        ObjectNode call = WireClient.JSON.createObjectNode().put("confidence", 70).put("runId", runId);
        call.set("plan", ModelPlans.json(plan));
        HttpResponse<String> logged = HTTP.send(
                HttpRequest.newBuilder(calls)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(call.toString()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(logged.statusCode()).as(logged.body()).isEqualTo(201);
        return WireClient.JSON.readTree(logged.body());
    }

    private String transcriptOf(JsonNode call) throws Exception {
        URI address = URI.create(calls + "/" + call.get("id").asText() + "/transcript");
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }

    @Test
    void whatWasSentToThePersonIsWhatIsKeptWithTheCall() throws Exception {
        String plan = ModelPlans.about("With the time");
        emulator.next(
                answer().text("Let me look. ").tool("tooluse_a", "current_time", "{\"timezone\":\"Europe/Paris\"}").stop(),
                answer().text(ModelPlans.tokens(plan)).stop(StopReason.END_TURN, 600, 200));
        WireRun run = client.makeCall("  It rains in Paris tomorrow ", "Europe/Paris");
        JsonNode complete = run.end();

        JsonNode call = log(run.id(), plan);
        String text = transcriptOf(call);
        JsonNode transcript = WireClient.JSON.readTree(text);

        assertThat(HashChain.hash(text)).isEqualTo(call.at("/transcript/hash").asText());
        assertThat(HashChain.canonical(text)).isEqualTo(text);
        assertThat(String.join("", transcript.get("steps").findValuesAsText("content"))).isEqualTo(run.text());
        assertThat(transcript.get("plan")).isEqualTo(complete.get("content"));
        assertThat(transcript.get("usage")).isEqualTo(complete.get("usage"));
        assertThat(transcript.get("model")).isEqualTo(complete.get("model"));
        assertThat(transcript.get("prompt").asText()).isEqualTo("It rains in Paris tomorrow");
        assertThat(transcript.get("timezone").asText()).isEqualTo("Europe/Paris");
        assertThat(transcript.get("outcome").asText()).isEqualTo("complete");
        assertThat(Instant.parse(transcript.get("startedAt").asText())).isBetween(Instant.now().minusSeconds(120), Instant.now());

        JsonNode tool = transcript.get("steps").get(1);
        assertThat(tool.get("type").asText()).isEqualTo("tool");
        assertThat(tool.get("input").asText()).isEqualTo("{\"timezone\":\"Europe/Paris\"}");
        assertThat(tool.get("state").asText()).isEqualTo("done");
        assertThat(transcript.get("steps")).extracting(step -> step.get("at").asInt()).isSorted();
        assertThat(transcript.get("durationMs").asInt())
                .isGreaterThanOrEqualTo(transcript.get("steps").get(transcript.get("steps").size() - 1).get("at").asInt());
    }

    @Test
    void aDraftThatIsStoppedAndGoneOnWithByHandIsKeptAsFarAsItWent() throws Exception {
        Gate gate = new Gate();
        emulator.next(answer().text("{\"prediction_st").gate(gate).stop());
        WireRun run = client.makeCall("It rains in Paris tomorrow");
        run.next();
        run.nextText();

        String plan = ModelPlans.about("By hand");
        assertThat(log(run.id(), plan).get("transcript").toString()).isEqualTo("{\"missing\":\"under_way\"}");

        client.stop(run);
        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        JsonNode transcript = WireClient.JSON.readTree(transcriptOf(log(run.id(), plan)));

        assertThat(transcript.get("outcome").asText()).isEqualTo("stopped");
        assertThat(transcript.get("steps")).hasSize(1);
        assertThat(transcript.get("steps").get(0).get("content").asText()).isEqualTo("{\"prediction_st");
    }
}
