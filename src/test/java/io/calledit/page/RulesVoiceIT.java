package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page and the packaged service as they come, with nothing configured: the main job, offline. */
@ExtendWith(Browsing.class)
@QuarkusIntegrationTest
@WithTestResource(RulesVoice.class)
class RulesVoiceIT {

    @TestHTTPResource("/")
    URL address;

    private CallPage call;

    @BeforeEach
    void open(Browser browser) {
        call = CallPage.open(browser, address, Look.DESKTOP);
    }

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void aPredictionBecomesAPlanOneFieldAfterAnother() {
        call.call("Bitcoin will reach $100,000 by the end of 2099");

        assertThat(call.card()).containsText("Drafted by");
        // A busy machine may draw two of them at once.
        assertThat(call.doneOverTime()).startsWith(0).endsWith(5).hasSizeGreaterThan(3).isSorted();
        assertThat(call.field("Statement")).containsText("Bitcoin");
        assertThat(call.field("Statement")).containsText("100,000");
        assertThat(call.field("Due")).containsText("31 Dec 2099");
        for (var list : new String[] {"Sources", "Criteria", "Steps"}) {
            assertThat(call.field(list).locator("li").first()).isVisible();
        }
        assertThat(call.draftButton()).isEnabled();
        assertThat(call.complaints()).isEmpty();
    }

    @Test
    void itSaysThatNoLanguageModelDraftedThePlan() {
        call.call("It snows in Boston before Thanksgiving");

        assertThat(call.card()).containsText("not a language model");
    }

    @Test
    void whatThePlannerLookedUpIsShownInWords() {
        call.call("Our team ships v2 by 30 June");

        assertThat(call.card()).containsText("Drafted by");
        assertThat(call.toolLines().first()).containsText("Checked the time in New York");
    }

    @Test
    void everyExampleOnThePageLeadsToAPlan() {
        int examples = call.examples().count();
        assertThat(examples).isPositive();
        for (int i = 0; i < examples; i++) {
            call.examples().nth(i).click();
            call.draftButton().click();
            assertThat(call.stopButton()).isVisible();
            assertThat(call.card()).containsText("Drafted by");
        }
        assertThat(call.complaints()).isEmpty();
    }

    @Test
    void thePageItselfIsAskedForAgainEachTimeAndItsAssetsAreKept() throws Exception {
        assertThat(cacheControl(address.toURI())).isEqualTo("no-cache");
        var script = (String) call.page().evaluate("document.querySelector('script[src*=\"/assets/\"]').src");
        assertThat(cacheControl(URI.create(script))).contains("immutable");
    }

    private static String cacheControl(URI address) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("cache-control").orElse("none");
    }
}
