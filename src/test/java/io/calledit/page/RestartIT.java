package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.calledit.packaged.PackagedService;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a page makes of a service that stops, or is gone, in the middle of a draft, and comes back. */
@ExtendWith(Browsing.class)
class RestartIT {

    private static final String PREDICTION = "It snows in Boston before 2099";
    /** Slow enough to be in the middle of something for longer than any test waits. */
    private static final String SLOWLY = "150ms";
    private static final double LONGEST_WAIT_MS = 60_000;

    @TempDir
    Path dataDir;

    @Test
    void aDraftThatTheServiceCannotWaitForIsKeptAndTriedAgainOnceItIsBack(Browser browser) throws Exception {
        URI address;
        CallPage call;
        try (PackagedService service = start(0, SLOWLY)) {
            address = service.address();
            call = open(browser, address);

            service.terminate();

            assertThat(call.alert()).containsText("Try again");
            assertThat(call.card()).containsText("What had arrived is kept.");
            assertThat(call.page().getByText("The server is restarting.").first()).isVisible();
            service.stop();
        }
        try (call; PackagedService service = start(address.getPort(), "1ms")) {
            assertThat(call.button("Try now")).hasCount(0, patiently());
            assertThat(call.button("Try again")).hasAttribute("aria-disabled", "false");

            call.button("Try again").click();

            assertThat(call.card()).containsText("Drafted by");
        }
    }

    @Test
    void aDraftThatWentWithTheServiceKeepsWhatHadArrivedAndIsDraftedAgain(Browser browser) throws Exception {
        URI address;
        CallPage call;
        String statement;
        try (PackagedService service = start(0, SLOWLY)) {
            address = service.address();
            call = open(browser, address);
            statement = call.field("Statement").textContent();
            service.kill(0);
        }
        assertThat(call.card()).containsText("Can’t reach the server. Still trying.");
        try (call; PackagedService service = start(address.getPort(), "1ms")) {
            assertThat(call.card()).containsText("The server doesn’t have this draft any more. What had arrived is kept.",
                    new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_WAIT_MS));
            assertThat(call.field("Statement")).hasText(statement);

            call.button("Draft again").click();

            assertThat(call.card()).containsText("Drafted by");
        }
    }

    private PackagedService start(int port, String pace) throws Exception {
        return PackagedService.start(dataDir, Map.of(
                "QUARKUS_HTTP_PORT", String.valueOf(port),
                "CALLEDIT_VOICE", "rules",
                "CALLEDIT_RULES_PACE", pace,
                "CALLEDIT_LINE_SHUTDOWN_GRACE", "1s"));
    }

    /** Opens the page and asks for a draft; returns once its first field is done. */
    private static CallPage open(Browser browser, URI address) throws Exception {
        URL page = address.resolve("/").toURL();
        CallPage call = CallPage.open(browser, page, Look.DESKTOP);
        call.call(PREDICTION);
        assertThat(call.card()).containsText("1 of 5 fields", new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_WAIT_MS));
        return call;
    }

    private static LocatorAssertions.HasCountOptions patiently() {
        return new LocatorAssertions.HasCountOptions().setTimeout(LONGEST_WAIT_MS);
    }
}
