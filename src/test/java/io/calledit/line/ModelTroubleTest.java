package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static io.calledit.bedrock.Turn.rejected;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Fault;
import io.calledit.bedrock.Gate;
import io.calledit.bedrock.Turn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Whatever befalls the model, a run ends in one clear error that gives nothing of the inside away. */
@QuarkusTest
@TestProfile(ModelTroubleTest.Impatient.class)
@WithTestResource(BedrockEmulatorResource.class)
class ModelTroubleTest extends OnTheWholePath {

    /** Deadlines that a test can wait for. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "calledit.line.deadline.first", "5s",
                    "calledit.line.deadline.between", "2s");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLING, true",
        "SERVICE_UNAVAILABLE, true",
        "INTERNAL_SERVER, true",
        "ACCESS_DENIED, false",
        "VALIDATION, false"
    })
    void aRejectionBeforeTheFirstTokenEndsTheRun(Fault fault, boolean retryable) throws Exception {
        emulator.next(rejected(fault));

        var run = client.makeCall("Bitcoin doubles");

        assertError(run.end(), "model_unavailable", retryable);
        assertThat(run.kinds()).containsExactly("status processing", "error");
        assertThat(emulator.exchanges()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = "ACCESS_DENIED", mode = EnumSource.Mode.EXCLUDE)
    void anExceptionEventInMidStreamEndsTheRunAfterWhatHadArrived(Fault fault) throws Exception {
        emulator.next(answer().text("{\"prediction_", "statement\":").fails(fault));

        var run = client.makeCall("Bitcoin doubles");

        assertError(run.end(), "model_unavailable", fault != Fault.VALIDATION);
        assertThat(run.kinds()).containsExactly("status processing", "text", "error");
        assertThat(run.text()).isEqualTo("{\"prediction_statement\":");
    }

    @ParameterizedTest
    @MethodSource
    void aModelThatFallsSilentEndsInATimeoutAndIsLetGo(String after, Turn turn) throws Exception {
        emulator.next(turn);

        var run = client.makeCall("Bitcoin doubles");

        assertError(run.end(), "model_timeout", true);
        assertThat(run.text()).isEqualTo(after);
        emulator.awaitExchange().closedByClient().get(30, SECONDS);
    }

    static Stream<Arguments> aModelThatFallsSilentEndsInATimeoutAndIsLetGo() {
        return Stream.of(
                Arguments.of("", answer().stalls()),
                Arguments.of("", answer().begin().stalls()),
                Arguments.of("{\"", answer().text("{\"").stalls()),
                Arguments.of(WHOLE_PLAN, answer().text(WHOLE_PLAN).stalls()));
    }

    private static final String WHOLE_PLAN = ModelPlans.about("Whole, but never ended");

    @ParameterizedTest
    @MethodSource
    void aStreamThatIsCutOffIsAnErrorEvenWhenAWholePlanHadArrived(String after, Turn turn) throws Exception {
        emulator.next(turn);

        var run = client.makeCall("Bitcoin doubles");

        assertError(run.end(), "model_unavailable", true);
        assertThat(run.text()).isEqualTo(after);
    }

    static Stream<Arguments> aStreamThatIsCutOffIsAnErrorEvenWhenAWholePlanHadArrived() {
        return Stream.of(
                Arguments.of("", answer().begin().endsEarly()),
                Arguments.of("{\"", answer().text("{\"").endsEarly()),
                Arguments.of("{\"", answer().text("{\"").resets()),
                Arguments.of("{\"", answer().text("{\"").disconnects()),
                Arguments.of(WHOLE_PLAN, answer().text(WHOLE_PLAN).endsEarly()),
                Arguments.of(WHOLE_PLAN, answer().text(WHOLE_PLAN).resets()));
    }

    @Test
    void aToolUseThatIsNotJsonIsNotRun() throws Exception {
        emulator.next(answer().tool("current_time", "{\"timezone\":\"Eur").stop());

        var run = client.makeCall("Bitcoin doubles");

        assertError(run.end(), "unreadable_plan", true);
        assertThat(run.kinds()).containsExactly("status processing", "error");
    }

    @ParameterizedTest
    @EnumSource(
            value = StopReason.class,
            names = {"MODEL_CONTEXT_WINDOW_EXCEEDED", "MALFORMED_MODEL_OUTPUT", "MALFORMED_TOOL_USE"})
    void aReasonToStopThatTheFrameworkDoesNotKnowEndsTheRunAllTheSame(StopReason reason) throws Exception {
        emulator.next(answer().text("{").stop(reason));

        var run = client.makeCall("Something very long happens");

        assertError(run.end(), "unreadable_plan", true);
        assertThat(run.kinds()).containsExactly("status processing", "text", "error");
    }

    @ParameterizedTest
    @EnumSource(value = StopReason.class, names = {"GUARDRAIL_INTERVENED", "CONTENT_FILTERED"})
    void aRefusalIsSaidToBeOne(StopReason reason) throws Exception {
        emulator.next(answer().text("I can't help with that.").stop(reason));

        var run = client.makeCall("Something harmful happens");

        assertError(run.end(), "model_refused", false);
        assertThat(run.kinds()).containsExactly("status processing", "text", "error");
    }

    @Test
    void anAnswerCutOffAtItsLengthLimitIsNoPlan() throws Exception {
        emulator.next(answer().text(ModelPlans.about("Complete by chance")).stop(StopReason.MAX_TOKENS));

        assertError(client.makeCall("Bitcoin doubles").end(), "unreadable_plan", true);
    }

    @ParameterizedTest
    @MethodSource
    void anAnswerThatIsNoPlanIsAnErrorAndNotABlankPlan(String answer) throws Exception {
        var turn = answer.isEmpty() ? answer().begin().stop() : answer().text(answer).stop();
        emulator.next(turn, turn);

        assertError(client.makeCall("Bitcoin doubles").end(), "unreadable_plan", true);
        assertThat(emulator.exchanges()).hasSize(2);
    }

    static Stream<String> anAnswerThatIsNoPlanIsAnErrorAndNotABlankPlan() {
        return Stream.of(
                "",
                "I would say it is likely.",
                "{\"prediction_statement\":\"half",
                "{}",
                ModelPlans.decidedAt("Past", OffsetDateTime.of(2020, 1, 1, 23, 59, 59, 0, ZoneOffset.UTC)),
                ModelPlans.about("No steps").replaceFirst("\"steps\":\\[[^]]*]", "\"steps\":[]"),
                ModelPlans.about("No method").replace("verification_method", "method"));
    }

    @Test
    void afterAnErrorTheSameSocketDraftsThePlan() throws Exception {
        emulator.next(rejected(Fault.THROTTLING), answer().text(ModelPlans.about("Second try")).stop());

        client.makeCall("Bitcoin doubles").end();

        assertThat(client.makeCall("Bitcoin doubles").end().get("type").asText()).isEqualTo("complete");
    }

    @Test
    void troubleInOneRunLeavesTheOtherAlone() throws Exception {
        var gate = new Gate();
        emulator.whenAsked("Gold", answer().text("{").gate(gate).resets());
        emulator.whenAsked("rain", answer().text("{").gate(gate).text(ModelPlans.about("Rain").substring(1)).stop());
        var gold = client.makeCall("Gold doubles");
        var rain = client.makeCall("It will rain");
        gate.open();

        assertError(gold.end(), "model_unavailable", true);
        assertThat(rain.end().get("type").asText()).isEqualTo("complete");
    }

    private static void assertError(JsonNode last, String code, boolean retryable) {
        assertThat(last.get("type").asText()).as("%s", last).isEqualTo("error");
        assertThat(last.get("code").asText()).as("%s", last).isEqualTo(code);
        assertThat(last.get("retryable").asBoolean()).as("%s", last).isEqualTo(retryable);
        // Words for people: nothing of an exception, of the SDK or of what the service said.
        assertThat(last.get("message").asText()).isNotBlank()
                .doesNotContainPattern("(?i)exception|emulated|arn:|software\\.|java\\.|null");
    }
}
