package io.calledit.line.contract;

import static io.calledit.bedrock.Turn.answer;
import static io.calledit.bedrock.Turn.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

import io.calledit.bedrock.Fault;
import io.calledit.line.ModelPlans;
import io.calledit.line.WireRun;

/** Whatever befalls the model, its run has one end, which says in words what it was. */
interface EndingsContract extends Door {

    @Test
    default void aModelThatTurnsTheRequestAwayEndsTheRunInAnError() throws Exception {
        model().next(rejected(Fault.THROTTLING));

        WireRun run = client().makeCall("Bitcoin doubles");

        assertError(run.end(), "model_unavailable", true);
        assertThat(run.kinds()).containsExactly("status processing", "error");
    }

    @Test
    default void aModelThatFailsInMidStreamLeavesWhatItWrote() throws Exception {
        model().next(answer().text("{\"prediction_", "statement\":").fails(Fault.MODEL_STREAM_ERROR));

        WireRun run = client().makeCall("Bitcoin doubles");

        assertError(run.end(), "model_unavailable", true);
        assertThat(run.text()).isEqualTo("{\"prediction_statement\":");
    }

    @Test
    default void aModelThatDeclinesIsSaidToHaveDeclined() throws Exception {
        model().next(answer().text("I can't help with that.").stop(StopReason.CONTENT_FILTERED));

        assertError(client().makeCall("Something harmful happens").end(), "model_refused", false);
    }

    @Test
    default void anAnswerThatIsNoPlanIsRepairedOnceInTheSameRun() throws Exception {
        String plan = ModelPlans.about("Better");
        model().next(answer().text("I would say so.").stop(), answer().text(plan).stop());

        WireRun run = client().makeCall("Bitcoin doubles");

        assertThat(run.end().get("content")).isEqualTo(ModelPlans.json(plan));
        assertThat(run.kinds()).containsExactly(
                "status processing", "text", "status repairing", "text", "status complete", "complete");
    }

    @Test
    default void anAnswerThatIsNoPlanAfterItsRepairIsAnErrorAndNotABlankPlan() throws Exception {
        model().next(answer().text("I would say so.").stop(), answer().text("I said so.").stop());

        assertError(client().makeCall("Bitcoin doubles").end(), "unreadable_plan", true);
    }

    @Test
    default void aToolIsSeenToStartAndToEnd() throws Exception {
        model().next(
                answer().tool("tooluse_a", "current_time", "{\"timezone\":\"Europe/Paris\"}").stop(),
                answer().text(ModelPlans.about("With the time")).stop());

        WireRun run = client().makeCall("It rains in Paris tomorrow");

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
        assertThat(run.kinds()).containsExactly(
                "status processing", "tool started", "tool done", "text", "status complete", "complete");
    }

    @Test
    default void aRunAfterOneThatFailedIsDraftedOnTheSameConnection() throws Exception {
        model().next(rejected(Fault.SERVICE_UNAVAILABLE), answer().text(ModelPlans.about("Second try")).stop());
        client().makeCall("Bitcoin doubles").end();

        assertThat(client().makeCall("Bitcoin doubles").end().get("type").asText()).isEqualTo("complete");
    }

    private static void assertError(JsonNode last, String code, boolean retryable) {
        assertThat(last.get("type").asText()).as("%s", last).isEqualTo("error");
        assertThat(last.get("code").asText()).as("%s", last).isEqualTo(code);
        assertThat(last.get("retryable").asBoolean()).as("%s", last).isEqualTo(retryable);
        assertThat(last.get("message").asText()).isNotBlank()
                .doesNotContainPattern("(?i)exception|emulated|arn:|software\\.|java\\.|null");
    }
}
