package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.openai.OpenAiServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = OpenAiServer.class, restrictToAnnotatedClass = true)
class OpenAiVoiceTest {

    @TestHTTPResource("/ws")
    URI endpoint;

    OpenAiServer server;
    private WireClient client;

    @BeforeEach
    void connect() {
        client = WireClient.connect(endpoint);
    }

    @AfterEach
    void leave() {
        client.close();
        server.reset();
    }

    @Test
    void aServerThatSpeaksOpenAiDraftsAPlanWithTools() throws InterruptedException {
        String plan = ModelPlans.about("Bitcoin closes above 100,000 dollars.");
        server.tool("call-1", "current_time", "{\"timezone\":\"Europe/Paris\"}");
        server.text(ModelPlans.tokens(plan));

        WireRun run = client.makeCall("Bitcoin will reach $100k", "Europe/Paris");
        JsonNode end = run.end();

        assertThat(run.kinds())
                .containsExactly(
                        "status processing", "tool started", "tool done", "text", "status complete", "complete");
        assertThat(run.text()).isEqualTo(plan);
        assertThat(end.get("content")).isEqualTo(ModelPlans.json(plan));
        assertThat(end.get("model").asText()).isEqualTo(OpenAiServer.MODEL);
        assertThat(end.get("usage").get("inputTokens").asInt()).isEqualTo(100);
        JsonNode result = server.requests().get(1).get("messages").get(3);
        assertThat(result.get("role").asText()).isEqualTo("tool");
        assertThat(result.get("content").asText()).contains("Europe/Paris").contains("weekday");
    }

    @Test
    void whatAModelSaysBeforeItUsesAToolComesBeforeTheTool() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            server.textThenTool("Let me look at the clock first. ".split("(?<= )"), "current_time", "{\"timezone\":\"UTC\"}");
            server.text(ModelPlans.about("It rains."));

            WireRun run = client.makeCall("It rains tomorrow");
            run.end();

            assertThat(run.kinds())
                    .containsExactly(
                            "status processing",
                            "text",
                            "tool started",
                            "tool done",
                            "text",
                            "status complete",
                            "complete");
        }
    }

    @Test
    void aServerThatIsDownEndsTheRunInAnErrorThatCanBeTriedAgain() throws InterruptedException {
        server.refuse(503);
        server.refuse(503);

        JsonNode end = client.makeCall("It rains tomorrow").end();

        assertThat(end.get("code").asText()).isEqualTo("model_unavailable");
        assertThat(end.get("retryable").asBoolean()).isTrue();
    }

    @Test
    void aServerThatIsBusyEndsTheRunInAnErrorThatCanBeTriedAgain() throws InterruptedException {
        server.refuse(429);
        server.refuse(429);

        JsonNode end = client.makeCall("It rains tomorrow").end();

        assertThat(end.get("code").asText()).isEqualTo("model_unavailable");
        assertThat(end.get("retryable").asBoolean()).isTrue();
        assertThat(end.get("message").asText()).doesNotContain("secret");
    }

    @Test
    void aServerThatWasBusyIsAskedAgainAndTheRunSaysSo() throws InterruptedException {
        server.refuse(429);
        server.text(ModelPlans.tokens(ModelPlans.about("It rains.")));

        WireRun run = client.makeCall("It rains tomorrow");
        run.end();

        assertThat(run.kinds())
                .containsExactly("status processing", "status retrying", "text", "status complete", "complete");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anAnswerThatIsNoPlanIsRepaired() throws InterruptedException {
        server.text("It will, I think.");
        server.text(ModelPlans.tokens(ModelPlans.about("It rains.")));

        WireRun run = client.makeCall("It rains tomorrow");
        run.end();

        assertThat(run.kinds())
                .containsExactly(
                        "status processing", "text", "status repairing", "text", "status complete", "complete");
        assertThat(server.requests().get(1).get("messages").get(3).get("content").toString())
                .contains("no complete JSON object");
    }

    @Test
    void aServerThatDoesNotKnowTheKeyEndsTheRunInAnErrorThatCannot() throws InterruptedException {
        server.refuse(401);

        JsonNode end = client.makeCall("It rains tomorrow").end();

        assertThat(end.get("code").asText()).isEqualTo("model_unavailable");
        assertThat(end.get("retryable").asBoolean()).isFalse();
        assertThat(server.requests()).hasSize(1);
        assertThat(end.get("message").asText()).doesNotContain("secret");
    }
}
