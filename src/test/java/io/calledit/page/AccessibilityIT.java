package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.AriaRole;
import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Fault;
import io.calledit.bedrock.Gate;
import io.calledit.bedrock.Turn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of a run, looked at in both themes and on a phone. */
@ExtendWith(Browsing.class)
@QuarkusIntegrationTest
@WithTestResource(BedrockEmulatorResource.class)
class AccessibilityIT {

    private static final String PREDICTION = "Bitcoin will reach $100,000 by the end of the term";

    @TestHTTPResource("/")
    URL address;

    BedrockEmulator bedrock;

    private final Gate gate = new Gate();

    @BeforeEach
    void reset() {
        bedrock.reset();
    }

    @AfterEach
    void letGo() {
        gate.open();
    }

    static Stream<Look> looks() {
        return Stream.of(Look.DESKTOP, Look.DESKTOP.dark(), Look.PHONE, Look.PHONE.dark());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void axeFindsNothingInAnyState(Look look, Browser browser) {
        var faults = new ArrayList<String>();
        // Colours are measured where nothing is half faded in.
        throughEveryState(browser, look.still(), DraftedPlan.aboutBitcoin(), (state, call) -> call.accessibilityFaults()
                .forEach(fault -> faults.add(state + ": " + fault)));

        assertThat(faults).isEmpty();
    }

    @Test
    void nothingHasToBeScrolledSidewaysOnTheNarrowestPhone(Browser browser) {
        var unbroken = "See-https://example.org/" + "averylongpathwithoutanyplacetobreak".repeat(6);
        var overhangs = new ArrayList<String>();
        throughEveryState(browser, Look.light(320, 640), DraftedPlan.claiming(unbroken), (state, call) -> {
            if (call.overhang() > 0) {
                overhangs.add(state + ": " + call.overhang() + " px");
            }
        });

        assertThat(overhangs).isEmpty();
    }

    @Test
    void nothingMovesForPeopleWhoAskForThat(Browser browser) {
        var moving = new ArrayList<String>();
        throughEveryState(browser, Look.DESKTOP.still(), DraftedPlan.aboutBitcoin(), (state, call) -> {
            if (call.animations() > 0) {
                moving.add(state);
            }
        });

        assertThat(moving).isEmpty();
    }

    @Test
    void aPlanThatIsBegunAnewKeepsItsRowsWhereTheyAre(Browser browser) {
        var server = new StandIn();
        var plan = DraftedPlan.claiming("It rains on every day of the year in every city there is. ".repeat(6));
        try (var call = CallPage.open(browser, StandIn.addressOfItsRun(address), Look.light(320, 640), server)) {
            assertThat(call.card()).containsText("Opening the draft…");
            server.begin(PREDICTION);
            server.text(plan.first(4));
            call.awaitDone(4);
            double before = call.field("Steps").boundingBox().y;

            server.repairing();
            call.awaitDone(0);
            assertThat(call.field("Steps").boundingBox().y).isEqualTo(before);
            server.text(DraftedPlan.aboutBitcoin().first(4));
            call.awaitDone(4);

            assertThat(call.field("Steps").boundingBox().y).isEqualTo(before);
        }
    }

    @Test
    void thePageStaysWhereTheReaderHasScrolledIt(Browser browser) {
        var plan = DraftedPlan.aboutBitcoin();
        bedrock.next(Turn.answer().text(plan.first(1)).gate(gate).text(plan.after(1)).stop());
        try (var call = CallPage.open(browser, address, Look.PHONE)) {
            call.call(PREDICTION);
            call.awaitDone(1);
            call.page().mouse().move(200, 400);
            call.page().evaluate("window.scrollTo(0, 120)");

            gate.open();
            assertThat(call.card()).containsText("Drafted by");

            assertThat(call.page().evaluate("window.scrollY")).isEqualTo(120);
        }
    }

    private void throughEveryState(Browser browser, Look look, DraftedPlan plan, BiConsumer<String, CallPage> visit) {
        var line = new Line();
        var lost = new Gate();
        bedrock.next(
                Turn.answer().tool("current_time", "{\"timezone\":\"America/New_York\"}").stop(),
                Turn.answer().text(plan.first(3)).gate(gate).text(plan.after(3)).stop(),
                Turn.answer().text(plan.first(2)).gate(lost).text(plan.after(2)).stop(),
                Turn.answer().text(plan.first(1)).fails(Fault.INTERNAL_SERVER),
                Turn.answer().text(plan.first(2)).gate(lost).text(plan.after(2)).stop());
        try (var call = CallPage.open(browser, address, look, line)) {
            visit.accept("idle", call);

            call.draftButton().click();
            assertThat(call.prediction()).hasAttribute("aria-invalid", "true");
            visit.accept("blank", call);

            call.call(PREDICTION);
            call.awaitDone(3);
            visit.accept("drafting", call);

            gate.open();
            assertThat(call.card()).containsText("Drafted by");
            visit.accept("ready", call);

            call.button("Edit statement").click();
            call.button("Edit due").click();
            call.button("Edit criteria").click();
            visit.accept("editing", call);

            call.button("Log call").click();
            assertThat(call.alert()).containsText("Say how sure you are");
            visit.accept("unsure", call);

            call.draftButton().click();
            call.awaitDone(2);
            call.stopButton().click();
            assertThat(call.card()).containsText("Stopped");
            visit.accept("stopped", call);

            call.button("Draft again").click();
            assertThat(call.alert()).isVisible();
            visit.accept("failed", call);

            call.button("Try again").click();
            call.awaitDone(2);
            line.cut();
            assertThat(call.card()).containsText("Can’t reach the server");
            visit.accept("lost", call);
        } finally {
            lost.open();
        }
        throughWhatTheLineSays(browser, look, plan, visit);
    }

    /** The states that a server in good health is not in, as its words bring them about. */
    private void throughWhatTheLineSays(Browser browser, Look look, DraftedPlan plan, BiConsumer<String, CallPage> visit) {
        var server = new StandIn();
        try (var call = CallPage.open(browser, StandIn.addressOfItsRun(address), look, server)) {
            visit.accept("opening", call);

            server.begin(PREDICTION);
            server.retrying();
            assertThat(call.card()).containsText("The model is busy.");
            visit.accept("retrying", call);

            server.text(plan.first(3));
            call.awaitDone(3);
            server.repairing();
            assertThat(call.card()).containsText("writing it anew");
            visit.accept("repairing", call);

            server.turnAway(1013);
            assertThat(call.card()).containsText("Too many pages are open from your network.");
            visit.accept("turned away", call);

            server.letIn();
            call.tryNow();
            assertThat(call.card()).containsText("writing it anew");
            server.error(",\"retryAfterMs\":75000");
            assertThat(call.card()).containsText("in 1 min");
            visit.accept("waiting", call);
        }
        server.letIn();
        try (var call = CallPage.open(browser, StandIn.addressOfItsRun(address), look, server)) {
            assertThat(call.card()).containsText("Opening the draft…");
            server.forget();
            assertThat(call.card()).containsText("The server doesn’t have this draft any more.");
            visit.accept("gone", call);

            server.turnAway(1001);
            assertThat(call.page().getByRole(AriaRole.MAIN)).containsText("The server is restarting.");
            visit.accept("restarting", call);
        }
    }
}
