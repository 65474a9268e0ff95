package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a plan was drafted, seen again on its call's page. */
@ExtendWith(Browsing.class)
@QuarkusIntegrationTest
@WithTestResource(RulesVoice.class)
@WithTestResource(FreshLedger.class)
class DraftingIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URL address;

    private final ConcurrentLinkedQueue<String> words = new ConcurrentLinkedQueue<>();
    private LedgerWindow ledger;

    @BeforeEach
    void open(Browser browser) {
        ledger = new LedgerWindow(browser, address, Look.DESKTOP);
        ledger.page().onWebSocket(line -> line.onFrameReceived(frame -> {
            JsonNode message = parsed(frame.text());
            if (message.path("type").asText().equals("text")) {
                words.add(message.get("content").asText());
            }
        }));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Locator replay() {
        return ledger.page().getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Replay"));
    }

    private Locator marks() {
        return replay().getByRole(AriaRole.LIST, new Locator.GetByRoleOptions().setName("What happened"));
    }

    @Test
    void theDraftIsPlayedAgainAndEndsWithTheWordsWithWhichItEnded() {
        ledger.log("Bitcoin will reach $100,000 by the end of 2099", 70, "replayed");
        assertThat(replay()).hasCount(0);

        ledger.page().getByText("How this plan was drafted").click();
        assertThat(replay()).isVisible();
        assertThat(ledger.page().getByText("As it was drafted, word for word.")).isVisible();
        assertThat(ledger.page().getByText(Pattern.compile("This browser found that it is the transcript that entry \\d+"))).isVisible();
        assertThat(marks()).containsText("Plan ready");

        ledger.button("Play").click();
        assertThat(marks()).not().containsText("Plan ready");
        assertThat(ledger.button("Pause")).isVisible();
        assertThat(marks()).containsText("Plan ready");
        assertThat(ledger.button("Play")).isVisible();
        assertThat(replay()).containsText("Bitcoin");

        ledger.button("Show the planner’s own words").click();
        assertThat(ledger.page().getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("The planner’s words"))
                        .textContent())
                .isEqualTo(String.join("", words))
                .contains("prediction_statement");
        assertThat(ledger.complaints()).isEmpty();
    }

    @Test
    void itIsGoneThroughByKeyboard() {
        ledger.log("It snows in Boston before 2099", 40, "keyed");
        ledger.page().getByText("How this plan was drafted").focus();
        ledger.press("Enter");
        Locator slider = ledger.page().getByRole(AriaRole.SLIDER, new Page.GetByRoleOptions().setName("Moment of the draft"));
        assertThat(slider).isVisible();

        slider.focus();
        ledger.press("Home");
        assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("0\\.0 s of .*"));
        assertThat(marks()).not().containsText("Plan ready");
        ledger.press("End");
        assertThat(marks()).containsText("Plan ready");
    }

    @Test
    void whatWasEditedBeforeTheCallWasLoggedIsSaid() {
        ledger.visit("/");
        ledger.page().getByLabel("Your prediction").fill("It snows in Boston before 2099");
        ledger.button("Draft the plan").click();
        assertThat(ledger.card()).containsText("Drafted by");
        ledger.button("Edit statement").click();
        ledger.page().getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Statement")).fill("It snows in Boston, MA.");
        ledger.page().getByLabel("How sure, in percent").fill("40");
        ledger.button("Log call").click();
        ledger.page().waitForURL("**/calls/*");

        ledger.page().getByText("How this plan was drafted").click();

        assertThat(ledger.page().getByText("Edited before it was logged: statement.")).isVisible();
        assertThat(ledger.card()).containsText("It snows in Boston, MA.");
        assertThat(replay()).not().containsText("It snows in Boston, MA.");
    }
}
