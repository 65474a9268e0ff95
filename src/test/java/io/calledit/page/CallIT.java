package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Fault;
import io.calledit.bedrock.Gate;
import io.calledit.bedrock.Turn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call from the browser to the model's wire and back, with a model that does what the test says. */
@ExtendWith(Browsing.class)
@QuarkusIntegrationTest
@WithTestResource(BedrockEmulatorResource.class)
class CallIT {

    private static final String PREDICTION = "Bitcoin will reach $100,000 by the end of the term";

    @TestHTTPResource("/")
    URL address;

    BedrockEmulator bedrock;

    private final DraftedPlan plan = DraftedPlan.aboutBitcoin();
    private final Gate gate = new Gate();
    private CallPage call;

    @BeforeEach
    void open(Browser browser) {
        bedrock.reset();
        call = CallPage.open(browser, address, Look.DESKTOP);
    }

    @AfterEach
    void close() {
        call.close();
        gate.open();
    }

    @Test
    void fieldsAreShownAsTheModelWritesThemAndNotAtTheEnd() {
        bedrock.next(Turn.answer().text(plan.first(2)).gate(gate).text(plan.after(2)).stop());

        call.call(PREDICTION);

        call.awaitDone(2);
        assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
        assertThat(call.field("Steps")).not().containsText(DraftedPlan.STEP);
        assertThat(call.stopButton()).isVisible();
        gate.open();
        assertThat(call.card()).containsText("Drafted by");
        assertThat(call.field("Steps")).containsText(DraftedPlan.STEP);
        assertThat(call.field("Assumed")).containsText(DraftedPlan.ASSUMPTION);
        assertThat(call.card()).containsText("tokens in");
        assertThat(call.complaints()).isEmpty();
    }

    @Test
    void toolsAreNamedInWordsWithTheirTime() {
        bedrock.next(
                Turn.answer().tool("current_time", "{\"timezone\":\"America/New_York\"}").stop(),
                Turn.answer().text(plan.whole()).stop());

        call.call(PREDICTION);

        assertThat(call.toolLines()).hasCount(1);
        assertThat(call.toolLines()).containsText("Checked the time in New York");
        assertThat(call.toolLines()).containsText("s");
        assertThat(call.card()).containsText("Drafted by");
    }

    @Test
    void stopKeepsWhatHasArrivedAndEndsTheRunAtTheModel() throws Exception {
        bedrock.next(Turn.answer().text(plan.first(3)).gate(gate).text(plan.after(3)).stop());
        call.call(PREDICTION);
        call.awaitDone(3);
        var exchange = bedrock.awaitExchange();

        call.stopButton().click();

        assertThat(exchange.closedByClient().get(1, TimeUnit.SECONDS)).isPositive();
        assertThat(call.card()).containsText("Stopped");
        assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
        assertThat(call.field("Steps")).containsText("Not written");
        assertThat(call.draftButton()).isVisible();
        assertThat(call.complaints()).isEmpty();
    }

    @Test
    void aStoppedCallCanBeDraftedAgain() throws Exception {
        bedrock.next(Turn.answer().begin().gate(gate).text(plan.whole()).stop(), Turn.answer().text(plan.whole()).stop());
        call.call(PREDICTION);
        bedrock.awaitExchange(); // or a stop that is quicker leaves this turn to the next call
        call.stopButton().click();
        assertThat(call.card()).containsText("Stopped before anything was written");

        call.button("Draft again").click();

        assertThat(call.card()).containsText("Drafted by");
        call.awaitDone(5);
    }

    @Test
    void aModelThatTurnsTheCallAwayIsToldAndASecondTryWorks() {
        bedrock.next(Turn.rejected(Fault.THROTTLING), Turn.answer().text(plan.whole()).stop());

        call.call(PREDICTION);

        assertThat(call.alert()).isVisible();
        assertThat(call.alert()).not().containsText("arn:");
        call.button("Try again").click();
        assertThat(call.card()).containsText("Drafted by");
        assertThat(call.alert()).hasCount(0);
        assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
        assertThat(call.complaints()).isEmpty();
    }

    @Test
    void aModelThatFailsInTheMiddleLeavesWhatItWrote() {
        bedrock.next(Turn.answer().text(plan.first(2)).fails(Fault.MODEL_STREAM_ERROR));

        call.call(PREDICTION);

        assertThat(call.alert()).isVisible();
        assertThat(call.alert()).not().containsText("arn:");
        assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
        assertThat(call.button("Try again")).isVisible();
    }

    @Test
    void anAnswerThatIsNoPlanIsAnErrorAndNotABlankPlan() {
        bedrock.next(Turn.answer().text("I would ", "rather ", "not.").stop());

        call.call(PREDICTION);

        assertThat(call.alert()).isVisible();
        assertThat(call.card()).not().containsText("Drafted by");
    }

    @Test
    void theKeyboardAloneDraftsAndStops() throws Exception {
        bedrock.next(Turn.answer().text(plan.first(1)).gate(gate).text(plan.after(1)).stop(),
                Turn.answer().text(plan.first(1)).gate(gate).text(plan.after(1)).stop());
        call.prediction().focus();
        call.page().keyboard().type(PREDICTION);

        call.press("Control+Enter");
        call.awaitDone(1);
        call.press("Escape");

        assertThat(bedrock.awaitExchange().closedByClient().get(1, TimeUnit.SECONDS)).isPositive();
        assertThat(call.card()).containsText("Stopped");
        assertThat(call.focused()).isEqualTo("Your prediction");

        call.press("Tab"); // to the slider of the confidence
        call.press("Tab"); // and its number
        call.press("Tab");
        assertThat(call.focused()).isEqualTo("Draft the plan");
        call.press("Enter");
        call.awaitDone(1);
        assertThat(call.focused()).as("the button that stops stands where the one that drafts stood").isEqualTo("Stop");
        call.press("Space");

        assertThat(bedrock.awaitExchange().closedByClient().get(1, TimeUnit.SECONDS)).isPositive();
        assertThat(call.card()).containsText("Stopped");
        assertThat(call.complaints()).isEmpty();
    }

    @Test
    void aPressedRetryHandsTheFocusToTheButtonThatStops() {
        bedrock.next(Turn.rejected(Fault.SERVICE_UNAVAILABLE),
                Turn.answer().text(plan.first(1)).gate(gate).text(plan.after(1)).stop());
        call.call(PREDICTION);

        call.button("Try again").press("Enter");

        call.awaitDone(1);
        assertThat(call.focused()).isEqualTo("Stop");
    }

    @Test
    void aBlankPredictionIsNotSent() {
        call.prediction().fill("   ");
        call.draftButton().click();

        assertThat(call.prediction()).hasAttribute("aria-invalid", "true");
        assertThat(call.focused()).isEqualTo("Your prediction");
        assertThat(bedrock.exchanges()).isEmpty();
    }

    @Test
    void aScreenReaderIsToldOfFieldsAndStatesAndNeverOfTokens() {
        bedrock.next(Turn.answer().text(plan.first(2)).gate(gate).text(plan.after(2)).stop());
        call.call(PREDICTION);
        call.awaitSaid("Due done");
        gate.open();
        call.awaitSaid("Plan ready");

        assertThat(call.said()).extracting(CallPage.Said::words)
                .startsWith("Drafting")
                .endsWith("Plan ready")
                .allMatch(words -> words.matches("Drafting|Still waiting for the model|Plan ready|[A-Z][a-z]+(, [A-Z][a-z]+)*( and [A-Z][a-z]+)? done"));
        var fields = call.said().stream().filter(said -> said.words().endsWith("done")).toList();
        for (int i = 1; i < fields.size(); i++) {
            assertThat(fields.get(i).at() - fields.get(i - 1).at()).isGreaterThan(1_900);
        }
    }

    @Test
    void aServerOutOfReachIsToldAndTheCallGoesOutOnceItIsBack(Browser browser) {
        var line = new Line();
        line.cut();
        bedrock.next(Turn.answer().text(plan.whole()).stop());
        try (var call = CallPage.open(browser, address, Look.DESKTOP, line)) {
            call.call(PREDICTION);
            assertThat(call.card()).containsText("Can’t reach the server");

            line.mend();

            assertThat(call.card()).containsText("Drafted by");
            assertThat(bedrock.exchanges()).as("the model ran once").hasSize(1);
        }
    }
}
