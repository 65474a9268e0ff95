package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static io.calledit.bedrock.Turn.rejected;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Fault;
import io.calledit.bedrock.Turn;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A model that is busy or out of reach is asked again as long as the person has seen nothing of its answer, and is told so. */
@QuarkusTest
@WithTestResource(
        value = BedrockEmulatorResource.class,
        initArgs = {
            @ResourceArg(name = "calledit.retry.tries", value = "3"),
            @ResourceArg(name = "calledit.retry.base-delay", value = "10ms")
        })
class RetryTest extends OnTheWholePath {

    @Test
    void aThrottledRequestIsMadeAgainAndTheRunSaysSo() throws Exception {
        var plan = ModelPlans.about("Third time lucky");
        emulator.next(rejected(Fault.THROTTLING), rejected(Fault.SERVICE_UNAVAILABLE), answer().text(plan).stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        assertThat(run.kinds()).containsExactly("status processing", "status retrying", "status retrying", "text",
                "status complete", "complete");
        assertThat(run.text()).isEqualTo(plan);
        assertThat(run.end().get("usage").toString()).isEqualTo("{\"inputTokens\":100,\"outputTokens\":20}");
        var busy = run.frames().get(1);
        assertThat(busy.get("message").asText()).isEqualTo("The model is busy. Trying again now.");
        assertThat(busy.get("attempt").asInt()).isEqualTo(2);
        assertThat(busy.get("retryInMs").asLong()).isBetween(0L, 10L);
        var away = run.frames().get(2);
        assertThat(away.get("message").asText()).isEqualTo("The model can’t be reached. Trying again now.");
        assertThat(away.get("attempt").asInt()).isEqualTo(3);
        assertThat(away.get("retryInMs").asLong()).isBetween(0L, 20L);
        assertThat(emulator.exchanges()).hasSize(3);
    }

    @Test
    void aRequestThatStaysThrottledEndsInOneError() throws Exception {
        emulator.otherwise(exchange -> rejected(Fault.THROTTLING));

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("code").asText()).isEqualTo("model_unavailable");
        assertThat(run.kinds()).containsExactly("status processing", "status retrying", "status retrying", "error");
        assertThat(emulator.exchanges()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource
    void aStreamThatBreaksBeforeItsFirstTokenIsTriedAgain(Turn broken) throws Exception {
        emulator.next(broken, answer().text(ModelPlans.about("Second try")).stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        assertThat(run.kinds()).containsExactly(
                "status processing", "status retrying", "text", "status complete", "complete");
    }

    static Stream<Turn> aStreamThatBreaksBeforeItsFirstTokenIsTriedAgain() {
        return Stream.of(
                answer().begin().fails(Fault.THROTTLING),
                answer().begin().fails(Fault.MODEL_STREAM_ERROR),
                answer().begin().endsEarly(),
                answer().begin().resets(),
                answer().disconnects());
    }

    @Test
    void aStreamThatBreaksAfterItsFirstTokenIsNotTriedAgain() throws Exception {
        emulator.next(answer().text("{").fails(Fault.THROTTLING), answer().text("{ again").stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("code").asText()).isEqualTo("model_unavailable");
        assertThat(run.kinds()).containsExactly("status processing", "text", "error");
        assertThat(run.text()).isEqualTo("{");
        assertThat(emulator.exchanges()).hasSize(1);
    }

    @Test
    void aConnectionThatIsLostAfterTheFirstTokenRepeatsNothing() throws Exception {
        emulator.next(answer().text("{").disconnects(), answer().text("{ again").stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("code").asText()).isEqualTo("model_unavailable");
        assertThat(run.text()).isEqualTo("{");
        assertThat(emulator.exchanges()).hasSize(1);
    }

    @Test
    void aTurnAfterToolsIsTriedAgainByItselfAndRepeatsNothing() throws Exception {
        var plan = ModelPlans.about("With the time");
        emulator.next(
                answer().text("Let me look. ").tool("current_time", "{\"timezone\":\"UTC\"}").stop(),
                rejected(Fault.THROTTLING),
                answer().text(plan).stop());

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        assertThat(run.kinds()).containsExactly("status processing", "text", "tool started", "tool done",
                "status retrying", "text", "status complete", "complete");
        assertThat(run.text()).isEqualTo("Let me look. " + plan);
        assertThat(emulator.exchanges().get(2).body().get("messages"))
                .isEqualTo(emulator.exchanges().get(1).body().get("messages"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCESS_DENIED", "VALIDATION"})
    void aRequestThatIsSetUpWrongIsNotTriedAgain(Fault fault) throws Exception {
        emulator.next(rejected(fault));

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("retryable").asBoolean()).isFalse();
        assertThat(run.kinds()).containsExactly("status processing", "error");
        assertThat(emulator.exchanges()).hasSize(1);
    }

    @Test
    void aRefusalIsNotTriedAgain() throws Exception {
        emulator.next(answer().begin().stop(StopReason.GUARDRAIL_INTERVENED));

        var run = client.makeCall("Something harmful happens");

        assertThat(run.end().get("code").asText()).isEqualTo("model_refused");
        assertThat(emulator.exchanges()).hasSize(1);
    }

    @Test
    void aServerThatSaysWhenToComeBackIsWaitedForAndAStopMeanwhileEndsAtOnce() throws Exception {
        emulator.next(rejected(Fault.THROTTLING, "30"));
        var run = client.makeCall("Bitcoin doubles");
        run.next();
        var retrying = run.next();
        assertThat(retrying.get("retryInMs").asLong()).isEqualTo(30_000);
        assertThat(retrying.get("message").asText()).isEqualTo("The model is busy. Trying again in 30 s.");

        long asked = client.stop(run);

        var last = run.nextArrival();
        assertThat(last.frame().get("type").asText()).isEqualTo("stopped");
        assertThat(last.nanos() - asked).isLessThan(SECONDS.toNanos(10));
        // Another run's way to the model and back: a request of the stopped run would have come before it.
        emulator.next(answer().text(ModelPlans.about("Another")).stop());
        assertThat(client.makeCall("Another prediction").end().get("type").asText()).isEqualTo("complete");
        assertThat(emulator.exchanges()).hasSize(2);
    }

    @Test
    void aTryThatWouldOnlyBeginAfterTheDeadlineIsNotAnnouncedAndTheRunEndsNow() throws Exception {
        emulator.next(rejected(Fault.THROTTLING, "61"));

        var run = client.makeCall("Bitcoin doubles");

        assertThat(run.end().get("code").asText()).isEqualTo("model_unavailable");
        assertThat(run.kinds()).containsExactly("status processing", "error");
    }
}
