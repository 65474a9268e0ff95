package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of the ledger's pages, looked at in both themes and on a phone. */
@ExtendWith(Browsing.class)
@QuarkusIntegrationTest
@WithTestResource(RulesVoice.class)
@WithTestResource(FreshLedger.class)
class LedgerAccessibilityIT {

    @TestHTTPResource("/")
    URL address;

    static Stream<Look> looks() {
        return Stream.of(Look.DESKTOP, Look.DESKTOP.dark(), Look.PHONE, Look.PHONE.dark());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void axeFindsNothingInAnyState(Look look, Browser browser) {
        var faults = new ArrayList<String>();
        // Colours are measured where nothing is half faded in.
        throughEveryState(browser, look.still(), (state, ledger) -> ledger.accessibilityFaults()
                .forEach(fault -> faults.add(state + ": " + fault)));

        assertThat(faults).isEmpty();
    }

    @Test
    void nothingHasToBeScrolledSidewaysOnTheNarrowestPhone(Browser browser) {
        var overhangs = new ArrayList<String>();
        throughEveryState(browser, Look.light(320, 640), (state, ledger) -> {
            if (ledger.overhang() > 0) {
                overhangs.add(state + ": " + ledger.overhang() + " px");
            }
        });

        assertThat(overhangs).isEmpty();
    }

    @Test
    void nothingMovesForPeopleWhoAskForThat(Browser browser) {
        var moving = new ArrayList<String>();
        throughEveryState(browser, Look.DESKTOP.still(), (state, ledger) -> {
            if (ledger.animations() > 0) {
                moving.add(state);
            }
        });

        assertThat(moving).isEmpty();
    }

    private void throughEveryState(Browser browser, Look look, BiConsumer<String, LedgerWindow> visit) {
        var word = HandMadeCsv.newWord();
        var unbroken = "averylongwordwithoutanyplacetobreak".repeat(6);
        try (var ledger = new LedgerWindow(browser, address, look)) {
            answerTheListWith(ledger, route -> route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("{\"calls\":[],\"ledger\":{\"entries\":0,\"calls\":0}}")));
            ledger.visit("/ledger");
            assertThat(ledger.calls()).containsText("Nothing called yet.");
            visit.accept("empty", ledger);

            answerTheListWith(ledger, route -> route.fulfill(new Route.FulfillOptions().setStatus(422)));
            ledger.visit("/ledger");
            assertThat(ledger.alert()).isVisible();
            visit.accept("failed", ledger);
            ledger.page().unrouteAll();

            ledger.visit("/ledger").choose(HandMadeCsv.withABadThirdLine(unbroken));
            ledger.button("Import").click();
            assertThat(ledger.alert()).containsText("Line 3");
            visit.accept("bad file", ledger);

            ledger.importFile(HandMadeCsv.call("Due " + word + " " + unbroken, "2026-01-02T03:00:00Z"));
            ledger.awaitSaid("1 call with 1 entry imported.");
            ledger.visit("/ledger?q=" + word);
            assertThat(ledger.line(word)).containsText("Ready to judge");
            visit.accept("ready in the list", ledger);

            ledger.line(word).locator("a").first().click();
            ledger.button("Judge").click();
            ledger.button("Add the verdict").click();
            assertThat(ledger.form("Judge this call")).containsText("Choose what became of it.");
            visit.accept("judging, incomplete", ledger);

            ledger.outcome("Can’t tell").check();
            ledger.page().getByLabel("Links to the evidence").fill("https://example.org/" + unbroken);
            assertThat(ledger.form("Judge this call")).containsText("No verdict");
            visit.accept("judging", ledger);

            ledger.button("Add the verdict").click();
            assertThat(ledger.field("Verdict")).containsText("Can’t tell, by entry");
            visit.accept("judged", ledger);

            ledger.button("Undo the verdict").click();
            visit.accept("undoing", ledger);
            ledger.visit("/ledger?q=" + word);
            assertThat(ledger.line(word)).containsText("No verdict");
            visit.accept("judged in the list", ledger);

            ledger.search().fill("nothing " + word);
            assertThat(ledger.calls()).containsText("No call with");
            visit.accept("nothing found", ledger);

            ledger.button("Keyboard keys").click();
            assertThat(ledger.keySheet()).isVisible();
            visit.accept("keys", ledger);

            ledger.visit("/calls/0000000000000000");
            assertThat(ledger.heading()).hasText("No such call");
            visit.accept("no such call", ledger);

            ledger.log("It snows in Boston before 2099", 40, word);
            visit.accept("open", ledger);
            ledger.page().getByText("How this plan was drafted").click();
            assertThat(ledger.page().getByText("Plan ready")).isVisible();
            visit.accept("how it was drafted", ledger);
            ledger.button("Show the planner’s own words").click();
            visit.accept("the planner's own words", ledger);
            ledger.button("Change confidence").click();
            visit.accept("changing", ledger);
            ledger.button("Withdraw").click();
            visit.accept("withdrawing", ledger);
        }
    }

    private static void answerTheListWith(LedgerWindow ledger, Consumer<Route> answer) {
        ledger.page().unrouteAll();
        ledger.page().route("**/api/calls?*", answer);
    }
}
