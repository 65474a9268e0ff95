package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does with the ledger, in the packaged service with its own file. */
@ExtendWith(Browsing.class)
@QuarkusIntegrationTest
@WithTestResource(RulesVoice.class)
@WithTestResource(FreshLedger.class)
class LedgerIT {

    private static final String LONG_AGO = "2026-01-02T03:00:00Z";

    @TestHTTPResource("/")
    URL address;

    private final String word = HandMadeCsv.newWord();
    private LedgerWindow ledger;

    @BeforeEach
    void open(Browser browser) {
        ledger = new LedgerWindow(browser, address, Look.DESKTOP);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aDraftedPlanIsLoggedFoundJudgedAndUndone() {
        ledger.log("Bitcoin will reach $100,000 by the end of 2099", 70, word);
        var call = ledger.path();
        assertThat(ledger.card()).containsText(Pattern.compile("Call \\d+ of \\d+"));
        assertThat(ledger.field("Tags")).containsText(word);
        assertThat(ledger.field("Confidence")).containsText("70%");
        assertThat(ledger.entries()).hasCount(1);

        ledger.link("Ledger").click();
        ledger.search().fill(word);
        assertThat(ledger.lines()).hasCount(1);
        assertThat(ledger.lines()).containsText("Bitcoin");
        assertThat(ledger.lines()).containsText("Open, ");
        ledger.line("Bitcoin").getByRole(AriaRole.LINK).first().click();
        assertThat(ledger.card()).isVisible();
        assertThat(ledger.path()).isEqualTo(call);

        ledger.button("Judge").click();
        assertThat(ledger.form("Judge this call")).containsText("Judging it before is for when");
        ledger.outcome("Came true").check();
        assertThat(ledger.form("Judge this call")).containsText(Pattern.compile("This adds entry \\d+ to your ledger"));
        ledger.page().getByLabel("Links to the evidence").fill("https://example.org/candles");
        ledger.button("Add the verdict").click();
        assertThat(ledger.field("Verdict")).containsText("Called it");
        assertThat(ledger.link("https://example.org/candles").first()).hasAttribute("rel", "noopener noreferrer");
        ledger.awaitSaid("Judged: Came true");
        assertThat(ledger.entries()).hasCount(2);

        ledger.visit("/ledger?state=judged&q=" + word);
        assertThat(ledger.lines()).containsText("Called it");
        ledger.visit(call);
        ledger.button("Undo the verdict").click();
        ledger.form("Undo the verdict").getByRole(AriaRole.BUTTON).first().click();
        assertThat(ledger.field("State")).containsText("Open, ");
        assertThat(ledger.entries()).hasCount(3);
        assertThat(ledger.entries().nth(1)).containsText("undone by entry");
        assertThat(ledger.complaints()).isEmpty();
    }

    @Test
    void aTagThatIsStillBeingWrittenIsLoggedByTheFirstPressOnTheNarrowestPhone(Browser browser) {
        try (var phone = new LedgerWindow(browser, address, Look.light(320, 640))) {
            phone.log("It snows in Boston before 2099", 40, word);

            assertThat(phone.field("Tags")).containsText(word);
        }
    }

    @Test
    void aCallThatIsDueIsReadyAndWearsItsStampInTheList() {
        ledger.visit("/ledger").importFile(HandMadeCsv.call("Due " + word, LONG_AGO));
        ledger.awaitSaid("1 call with 1 entry imported.");
        ledger.visit("/ledger?state=ready&q=" + word);
        // In New York it was still the first.
        assertThat(ledger.line(word)).containsText("1 Jan 2026");
        assertThat(ledger.line(word)).containsText("Ready to judge");

        ledger.line(word).getByRole(AriaRole.LINK).first().click();
        ledger.button("Judge").click();
        ledger.outcome("Void").check();
        ledger.form("Judge this call").getByLabel("Note").fill("It was called off.");
        ledger.press("Control+Enter");
        assertThat(ledger.field("Verdict")).containsText("Void, by entry");
        ledger.link("Ledger").click();
        ledger.search().fill(word);
        assertThat(ledger.line(word)).containsText("No verdict");
        assertThat(ledger.line(word)).containsText("Void");
    }

    @Test
    void aCallThatIsReadyIsJudgedFromItsTopWhereThePanelIsBelowIt(Browser browser) {
        try (var phone = new LedgerWindow(browser, address, Look.light(320, 640))) {
            phone.visit("/ledger").importFile(HandMadeCsv.call("Ready " + word, LONG_AGO));
            phone.awaitSaid("1 call with 1 entry imported.");
            phone.visit("/ledger?q=" + word);
            phone.line(word).getByRole(AriaRole.LINK).first().click();
            assertThat(phone.button("Judge it")).isInViewport();
            assertThat(phone.button("Judge")).not().isInViewport();

            phone.button("Judge it").click();

            assertThat(phone.outcome("Came true")).isFocused();
            assertThat(phone.outcome("Came true")).isInViewport();
            phone.page().setViewportSize(1280, 900);
            assertThat(phone.button("Judge it")).isHidden();
        }
    }

    @Test
    void whatCanBeAddedLaterIsAdded() {
        ledger.log("It snows in Boston before 2099", 40, word);
        ledger.button("Change confidence").click();
        ledger.page().getByLabel("Confidence in percent").fill("55");
        ledger.button("Add it").click();
        assertThat(ledger.field("Confidence")).containsText("40% → 55%");
        ledger.button("Add a note").click();
        ledger.form("Add a note").getByLabel("Note").fill("<img src=x onerror=alert(1)>");
        ledger.button("Add the note").click();
        assertThat(ledger.entries().nth(2)).containsText("<img src=x onerror=alert(1)>");
        ledger.button("Withdraw").click();
        ledger.button("Withdraw it").click();
        assertThat(ledger.field("State")).containsText("Withdrawn");
        assertThat(ledger.button("Judge")).hasCount(0);
        assertThat(ledger.complaints()).isEmpty();
    }

    @Test
    void whatIsExportedIsThereAlreadyWhenItIsImportedAgain() {
        ledger.visit("/ledger").importFile(HandMadeCsv.call("Travels " + word, LONG_AGO));
        ledger.awaitSaid("1 call with 1 entry imported.");
        var csv = ledger.export();
        assertThat(csv).contains("Travels " + word).startsWith("call,number,type");

        ledger.choose(csv);
        assertThat(ledger.page().getByText("marked as imported")).isVisible();
        ledger.button("Import").click();

        ledger.awaitSaid("already there.");
        ledger.visit("/ledger?q=" + word);
        assertThat(ledger.lines()).hasCount(1);
    }

    @Test
    void ofAFileWithABadLineNothingIsImportedAndTheLineIsNamed() {
        ledger.visit("/ledger").importFile(HandMadeCsv.withABadThirdLine("Half " + word));

        assertThat(ledger.alert()).containsText("Nothing was imported.");
        assertThat(ledger.alert()).containsText("Line 3");
        ledger.visit("/ledger?q=" + word);
        assertThat(ledger.calls()).containsText("No call with");
    }

    @Test
    void theFilterIsInTheAddressAndSoInTheHistory() {
        ledger.visit("/ledger").importFile(HandMadeCsv.calls(2, "Filtered " + word, word));
        ledger.awaitSaid("2 calls with 2 entries imported.");
        ledger.link(word).first().click();
        assertThat(ledger.lines()).hasCount(2);
        ledger.link("Judged").click();
        assertThat(ledger.calls()).containsText("No call tagged");
        assertThat(ledger.path()).isEqualTo("/ledger?state=judged&tag=" + word);

        ledger.page().goBack();
        assertThat(ledger.lines()).hasCount(2);
        ledger.page().goForward();
        assertThat(ledger.lines()).hasCount(0);
        ledger.page().reload();
        assertThat(ledger.calls()).containsText("No call tagged");
        ledger.visit("/ledger?state=nonsense&sort=sideways&tag=" + word);
        assertThat(ledger.lines()).hasCount(2);
    }

    @Test
    void moreThanAPageIsShownOnDemandAndOneGoesOnAtTheFirstNewCall() {
        ledger.visit("/ledger").importFile(HandMadeCsv.calls(30, "Many " + word, word));
        ledger.awaitSaid("30 calls with 30 entries imported.");
        ledger.visit("/ledger?tag=" + word);
        assertThat(ledger.lines()).hasCount(25);

        ledger.button("Show more").click();

        assertThat(ledger.lines()).hasCount(30);
        ledger.awaitSaid("5 more, 30 shown");
        assertThat(ledger.lines().nth(25).getByRole(AriaRole.LINK).first()).isFocused();
        assertThat(ledger.button("Show more")).hasCount(0);
    }

    @Test
    void theWholeLedgerIsReachedWithTheKeyboard() {
        ledger.visit("/ledger").importFile(HandMadeCsv.calls(3, "Key " + word, word));
        ledger.awaitSaid("3 calls with 3 entries imported.");
        ledger.visit("/");
        assertThat(ledger.page().getByLabel("Your prediction")).isVisible(); // until then no key is heard
        ledger.press("Tab"); // off whatever had the focus: a key alone is no shortcut in the field
        ledger.press("/");
        assertThat(ledger.search()).isFocused();
        ledger.page().keyboard().type(word);
        assertThat(ledger.lines()).hasCount(3);

        ledger.press("Tab"); // to the order, where letters choose
        ledger.press("Tab"); // and the first call
        ledger.press("j");
        assertThat(ledger.focused()).isEqualTo("Key " + word + " 2");
        ledger.press("k");
        assertThat(ledger.focused()).isEqualTo("Key " + word + " 3");
        ledger.press("?");
        assertThat(ledger.keySheet()).containsText("Next call");
        assertThat(ledger.focused()).isEqualTo("Close");
        ledger.press("Enter");
        assertThat(ledger.keySheet()).isHidden();
        ledger.press("?");
        assertThat(ledger.keySheet()).isVisible();
        ledger.press("Escape");
        assertThat(ledger.keySheet()).isHidden();
        assertThat(ledger.focused()).isEqualTo("Key " + word + " 3");
        ledger.press("Enter");
        assertThat(ledger.heading()).hasText("Key " + word + " 3");
        assertThat(ledger.heading()).isFocused();
    }

    @Test
    void aCallHasItsOwnAddress() {
        ledger.log("Our team ships v2 by 30 June 2099", 60, word);
        var call = ledger.path();
        ledger.page().reload();
        assertThat(ledger.card()).containsText("v2");
        ledger.visit("/calls/0000000000000000");
        assertThat(ledger.heading()).hasText("No such call");
        ledger.link("Look in the ledger").click();
        assertThat(ledger.heading()).hasText("Ledger");
        ledger.page().goBack();
        ledger.page().goBack();
        assertThat(ledger.card()).containsText("v2");
        assertThat(ledger.path()).isEqualTo(call);
    }

    @Test
    void anAddressThatLeadsNowhereIsNotFoundAndStillAPage() {
        ledger.visit("/no/such/place");

        assertThat(ledger.heading()).hasText("No such page");
        assertThat(ledger.page().title()).isEqualTo("No such page · CalledIt");
        // Of the page itself: the browser remarks on its status.
        assertThat(ledger.complaints()).singleElement().asString().contains("404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/unknown.js", "/api/unknown"})
    void whatIsNoPageIsNotAnsweredWithOne(String path) throws Exception {
        var answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(address.toString()).resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("<div id=\"root\">");
    }
}
