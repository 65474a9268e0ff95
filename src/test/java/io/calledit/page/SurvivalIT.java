package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Gate;
import io.calledit.bedrock.Turn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A draft that outlives its connection, its page and its tab: the model runs once, and nothing of it is lost. */
@ExtendWith(Browsing.class)
@QuarkusIntegrationTest
@WithTestResource(BedrockEmulatorResource.class)
@WithTestResource(FreshLedger.class)
class SurvivalIT {

    private static final String PREDICTION = "Bitcoin will reach $100,000 by the end of the term";
    private static final Pattern WITH_A_RUN = Pattern.compile(".*/\\?run=[0-9a-f-]{36}$");
    private static final Pattern WITHOUT = Pattern.compile(".*/$");

    @TestHTTPResource("/")
    URL address;

    BedrockEmulator bedrock;

    private final DraftedPlan plan = DraftedPlan.aboutBitcoin();
    private final Gate first = new Gate();
    private final Gate second = new Gate();

    @BeforeEach
    void script() {
        bedrock.reset();
        bedrock.next(Turn.answer()
                .text(plan.first(2)).gate(first).text(plan.between(2, 3)).gate(second).text(plan.after(3)).stop());
    }

    @AfterEach
    void letGo() {
        first.open();
        second.open();
    }

    @Test
    void aLineThatIsCutIsSaidAndTheDraftGoesOnWhereItWas(Browser browser) {
        Line line = new Line();
        try (CallPage call = CallPage.open(browser, address, Look.DESKTOP, line)) {
            call.call(PREDICTION);
            call.awaitDone(2);

            line.cut();

            assertThat(call.card()).containsText("Can’t reach the server. Still trying.");
            assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
            assertThat(call.stopButton()).isVisible();
            call.awaitSaid("Can’t reach the server. Still trying.");
            first.open();
            line.mend();
            call.tryNow();
            call.awaitDone(3);
            call.awaitSaid("Connected again");
            second.open();
            assertThat(call.card()).containsText("Drafted by");
            assertThat(call.field("Steps")).containsText(DraftedPlan.STEP);
            assertThat(call.doneOverTime()).as("finished fields, over time").isSorted();
            assertThat(bedrock.exchanges()).as("the model ran once").hasSize(1);
        }
    }

    @Test
    void aReloadShowsAtOnceWhatWasThereAndGoesOn(Browser browser) {
        try (CallPage call = CallPage.open(browser, address, Look.DESKTOP)) {
            call.call(PREDICTION);
            call.awaitDone(2);
            assertThat(call.page()).hasURL(WITH_A_RUN);

            call.page().reload();

            assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
            assertThat(call.prediction()).hasValue(PREDICTION);
            first.open();
            call.awaitDone(3);
            second.open();
            assertThat(call.card()).containsText("Drafted by");
            assertThat(bedrock.exchanges()).as("the model ran once").hasSize(1);
            assertThat(call.complaints()).isEmpty();
        }
    }

    @Test
    void anotherTabShowsTheSameDraftWithItsPredictionAndBothFollowItLive(Browser browser) {
        try (CallPage call = CallPage.open(browser, address, Look.DESKTOP)) {
            call.call(PREDICTION);
            call.awaitDone(2);

            CallPage other = call.inAnotherTab();

            other.awaitDone(2);
            assertThat(other.prediction()).hasValue(PREDICTION);
            first.open();
            call.awaitDone(3);
            other.awaitDone(3);
            second.open();
            assertThat(call.card()).containsText("Drafted by");
            assertThat(other.card()).containsText("Drafted by");
            assertThat(other.field("Steps")).containsText(DraftedPlan.STEP);
            assertThat(bedrock.exchanges()).as("the model ran once").hasSize(1);
            assertThat(other.complaints()).isEmpty();
        }
    }

    @Test
    void stoppedInOneTabItIsStoppedInBothAndAtTheModel(Browser browser) throws Exception {
        try (CallPage call = CallPage.open(browser, address, Look.DESKTOP)) {
            call.call(PREDICTION);
            call.awaitDone(2);
            CallPage other = call.inAnotherTab();
            other.awaitDone(2);

            other.stopButton().click();

            assertThat(bedrock.awaitExchange().closedByClient().get(5, TimeUnit.SECONDS)).isPositive();
            assertThat(other.card()).containsText("Stopped. What had arrived is kept.");
            assertThat(call.card()).containsText("Stopped. What had arrived is kept.");
        }
    }

    @Test
    void loggedInBothTabsItIsOneCallAndLeavesTheAddress(Browser browser) {
        first.open();
        second.open();
        try (CallPage call = CallPage.open(browser, address, Look.DESKTOP)) {
            call.call(PREDICTION);
            assertThat(call.card()).containsText("Drafted by");
            CallPage other = call.inAnotherTab();
            assertThat(other.card()).containsText("Drafted by");

            call.log(70);
            assertThat(call.page()).hasURL(Pattern.compile(".*/calls/.*"));
            other.log(70);

            assertThat(other.page()).hasURL(call.page().url());
            other.page().goBack();
            assertThat(other.page()).hasURL(WITHOUT);
        }
    }

    @Test
    void anAddressWhoseDraftIsGoneSaysSoAndIsCleaned(Browser browser) {
        try (CallPage call = CallPage.open(browser, StandIn.addressOfItsRun(address), Look.DESKTOP)) {
            assertThat(call.card()).containsText("The server doesn’t have this draft any more.");
            assertThat(call.page()).hasURL(WITHOUT);
            assertThat(call.complaints()).isEmpty();
        }
    }

    @Test
    void aDraftDoesNotStandInTheWayBack(Browser browser) {
        first.open();
        second.open();
        try (CallPage call = CallPage.open(browser, address, Look.DESKTOP)) {
            call.link("Ledger").click();
            assertThat(call.page()).hasURL(Pattern.compile(".*/ledger"));
            call.link("Make a call").click();
            call.call(PREDICTION);
            assertThat(call.card()).containsText("Drafted by");
            assertThat(call.page()).hasURL(WITH_A_RUN);

            call.page().goBack();

            assertThat(call.page()).hasURL(Pattern.compile(".*/ledger"));
        }
    }
}
