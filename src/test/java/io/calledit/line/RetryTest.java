package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static io.calledit.bedrock.Turn.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Fault;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A request is tried again as long as the person has seen nothing of its answer, and not after that. */
@QuarkusTest
@WithTestResource(
        value = BedrockEmulatorResource.class,
        initArgs = @ResourceArg(name = "calledit.bedrock.aws.max-retries", value = "2"))
class RetryTest extends OnTheWholePath {

    @Test
    void aThrottledRequestIsTriedAgainAndTheRunShowsNothingOfIt() throws Exception {
        var plan = ModelPlans.about("Third time lucky");
        emulator.next(rejected(Fault.THROTTLING), rejected(Fault.SERVICE_UNAVAILABLE), answer().text(plan).stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        assertThat(run.kinds()).containsExactly("status processing", "text", "status complete", "complete");
        assertThat(run.text()).isEqualTo(plan);
        assertThat(emulator.exchanges()).hasSize(3);
    }

    @Test
    void aRequestThatStaysThrottledEndsInOneError() throws Exception {
        emulator.otherwise(exchange -> rejected(Fault.THROTTLING));

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("code").asText()).isEqualTo("model_unavailable");
        assertThat(run.kinds()).containsExactly("status processing", "error");
        assertThat(emulator.exchanges()).hasSize(3);
    }

    @Test
    void aStreamThatBreaksAfterItsFirstTokenIsNotTriedAgain() throws Exception {
        emulator.next(answer().text("{").fails(Fault.THROTTLING), answer().text("{ again").stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("code").asText()).isEqualTo("model_unavailable");
        assertThat(run.text()).isEqualTo("{");
        assertThat(emulator.exchanges()).hasSize(1);
    }

    @Test
    void aConnectionThatIsLostAfterTheFirstTokenRepeatsNothing() throws Exception {
        emulator.next(answer().text("{").disconnects(), answer().text("{ again").stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("code").asText()).isEqualTo("model_unavailable");
        assertThat(run.text()).isEqualTo("{");
    }
}
