package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.AriaRole;
import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Gate;
import io.calledit.bedrock.Turn;
import io.calledit.gateway.standin.Cloud;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The built page, unchanged, on a line and a REST API that go through an API Gateway to the packaged functions. */
@ExtendWith(Browsing.class)
class CloudPageIT {

    private static final String PREDICTION = "Bitcoin will reach $100,000 by the end of the term";
    private static final int ENVIRONMENTS = 5;

    private static BedrockEmulator bedrock;
    private static Cloud cloud;
    private static URL address;

    private final DraftedPlan plan = DraftedPlan.aboutBitcoin();
    private final Gate first = new Gate();
    private final Gate second = new Gate();
    private CallPage call;

    @BeforeAll
    static void start() throws Exception {
        bedrock = BedrockEmulator.start();
        cloud = Cloud.start(bedrock, ENVIRONMENTS, Map.of());
        cloud.serveRest(2);
        cloud.serve(Path.of("frontend", "dist").toAbsolutePath());
        address = cloud.endpoint().resolve("/").toURL();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
        bedrock.close();
    }

    @BeforeEach
    void open(Browser browser) {
        bedrock.next(Turn.answer()
                .text(plan.first(2)).gate(first)
                .text(plan.between(2, 3)).gate(second)
                .text(plan.after(3)).stop());
        call = CallPage.open(browser, address, Look.DESKTOP);
    }

    @AfterEach
    void close() {
        call.close();
        first.open();
        second.open();
        bedrock.reset();
    }

    @Test
    void fieldsAreShownAsTheModelWritesThemAndNotAtTheEnd() {
        call.call(PREDICTION);

        call.awaitDone(2);
        assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
        assertThat(call.stopButton()).isVisible();
        first.open();
        call.awaitDone(3);
        second.open();
        assertThat(call.card()).containsText("Drafted by");
        assertThat(call.field("Steps")).containsText(DraftedPlan.STEP);
    }

    @Test
    void stopKeepsWhatHasArrivedAndEndsTheRunAtTheModel() throws Exception {
        call.call(PREDICTION);
        call.awaitDone(2);

        call.stopButton().click();

        assertThat(bedrock.awaitExchange().closedByClient().get(10, TimeUnit.SECONDS)).isPositive();
        assertThat(call.card()).containsText("Stopped");
        assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
    }

    @Test
    void whatWasDraftedIsLoggedAndIsInTheLedgerAfterAReloadWithHowItWasDrafted(Browser browser) {
        first.open();
        second.open();
        String tag = HandMadeCsv.newWord();
        try (LedgerWindow ledger = new LedgerWindow(browser, address, Look.DESKTOP)) {
            ledger.log(PREDICTION, 70, tag);
            String logged = ledger.path();
            ledger.page().getByText("How this plan was drafted").click();
            assertThat(ledger.page().getByText("As it was drafted, word for word.")).isVisible();

            ledger.visit("/ledger?tag=" + tag);
            ledger.page().reload();
            assertThat(ledger.lines()).hasCount(1);
            ledger.line(DraftedPlan.STATEMENT).getByRole(AriaRole.LINK).first().click();
            assertThat(ledger.field("Confidence")).containsText("70%");
            assertThat(ledger.path()).isEqualTo(logged);

            ledger.button("Judge").click();
            ledger.outcome("Came true").check();
            ledger.page().getByLabel("Links to the evidence").fill("https://example.org/candles");
            ledger.button("Add the verdict").click();
            assertThat(ledger.field("Verdict")).containsText("Called it");
            assertThat(ledger.complaints()).isEmpty();
        }
    }

    @Test
    void aFileGoesInAndOutAndOneThatIsLargerThanAFunctionTakesIsRefusedInWords(Browser browser) {
        String word = HandMadeCsv.newWord();
        try (LedgerWindow ledger = new LedgerWindow(browser, address, Look.DESKTOP)) {
            ledger.visit("/ledger").importFile(HandMadeCsv.calls(3, "Cloud " + word, word));
            ledger.awaitSaid("3 calls with 3 entries imported.");
            assertThat(ledger.export()).contains("Cloud " + word + " 3");

            ledger.visit("/ledger").importFile(HandMadeCsv.calls(1, "x".repeat(7_000_000), word));
            assertThat(ledger.alert()).containsText("That is more than the server takes at once.");
        }
    }

    @Test
    void aReloadShowsWhatWasThereAndGoesOn() {
        call.call(PREDICTION);
        call.awaitDone(2);

        call.page().reload();

        assertThat(call.field("Statement")).containsText(DraftedPlan.STATEMENT);
        first.open();
        call.awaitDone(3);
        second.open();
        assertThat(call.card()).containsText("Drafted by");
        assertThat(call.field("Steps")).containsText(DraftedPlan.STEP);
        assertThat(bedrock.exchanges()).as("the model ran once").hasSize(1);
    }

    @Test
    void stoppedInOneTabItIsStoppedInTheOther() throws Exception {
        call.call(PREDICTION);
        call.awaitDone(2);
        CallPage other = call.inAnotherTab();
        other.awaitDone(2);

        other.stopButton().click();

        assertThat(bedrock.awaitExchange().closedByClient().get(10, TimeUnit.SECONDS)).isPositive();
        assertThat(other.card()).containsText("Stopped. What had arrived is kept.");
        assertThat(call.card()).containsText("Stopped. What had arrived is kept.");
    }
}
