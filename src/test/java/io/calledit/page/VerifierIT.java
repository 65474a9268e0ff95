package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that verifies a proof: from the service, and saved to a disk and opened from there. */
@ExtendWith(Browsing.class)
@QuarkusIntegrationTest
class VerifierIT {

    private static final Path PROOFS = Path.of("src/test/resources/proof");

    @TestHTTPResource("/verify.html")
    URL address;

    @TempDir
    Path folder;

    static Stream<Look> looks() {
        return Stream.of(Look.DESKTOP, Look.DESKTOP.dark(), Look.PHONE, Look.PHONE.dark(), Look.light(320, 640))
                .map(Look::still);
    }

    @Test
    void theServicesPageTellsWhetherAProofHolds(Browser browser) {
        try (var window = new Window(browser, Look.DESKTOP)) {
            window.visit(address.toString());
            window.open("holds.json");
            assertThat(window.status()).containsText("9 entries, 3 calls: each is as it was written.");
            assertThat(window.rows()).hasCount(3);
            assertThat(window.rows().nth(1)).containsText("It rains in Basel on Friday");
            assertThat(window.rows().nth(1)).containsText("Withdrawn");
            assertThat(window.complaints).isEmpty();
        }
    }

    @Test
    void theSavedPageNamesTheEntryThatBreaksAChain(Browser browser) throws Exception {
        try (var window = new Window(browser, Look.DESKTOP)) {
            window.visit(saved());
            window.open("changed-confidence.json");
            assertThat(window.status()).containsText("The chain is broken at entry 2: its hash isn't the SHA-256");
            assertThat(window.rows()).hasCount(1);

            window.open("holds.json");
            assertThat(window.status()).containsText("The chain holds");
            assertThat(window.complaints).isEmpty();
        }
    }

    @Test
    void aReceiptShowsThatTheNewestEntriesAreGone(Browser browser) throws Exception {
        try (var window = new Window(browser, Look.DESKTOP)) {
            window.visit(saved());
            window.open("holds-without-its-newest.json");
            assertThat(window.status()).containsText("The chain holds");

            var receipt = window.page.getByLabel("Receipt");
            receipt.fill("9:beef");
            receipt.press("Enter");
            assertThat(receipt).hasAttribute("aria-invalid", "true");

            receipt.fill("9:" + "be".repeat(32));
            receipt.press("Enter");
            assertThat(window.status()).containsText("broken at entry 9: it is on the receipt and missing here");
        }
    }

    @Test
    void aProofMayBePastedByKeyboardAlone(Browser browser) throws Exception {
        try (var window = new Window(browser, Look.DESKTOP)) {
            window.visit(saved());
            window.page.keyboard().press("Tab");
            window.page.keyboard().press("Tab");
            window.page.keyboard().press("Enter");
            window.page.keyboard().press("Tab");
            window.page.keyboard().insertText(Files.readString(PROOFS.resolve("holds-with-no-entries.json")));
            window.page.keyboard().press("Tab");
            window.page.keyboard().press("Tab");
            window.page.keyboard().press("Enter");
            assertThat(window.status()).containsText("0 entries, 0 calls");
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void axeFindsNothingAndNothingOverhangs(Look look, Browser browser) throws Exception {
        var faults = new ArrayList<String>();
        try (var window = new Window(browser, look)) {
            window.visit(saved());
            faults.addAll(window.faults());
            for (var proof : List.of("holds.json", "changed-confidence.json", "not-json.json", "a-second-verdict.json")) {
                window.open(proof);
                assertThat(window.status().locator("strong")).isVisible();
                faults.addAll(window.faults());
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void onlyThisPageMayRunWhatIsInsideIt() throws Exception {
        assertThat(policy(address.toURI())).containsExactly("default-src 'none'; script-src 'unsafe-inline'; style-src"
                + " 'unsafe-inline'; font-src data:; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
        for (var other : List.of("/", "/favicon.svg", "/verify.html/", "/verify.htm", "/a/verify.html", "/q/openapi")) {
            assertThat(policy(address.toURI().resolve(other))).as(other).hasSize(1)
                    .allSatisfy(policy -> assertThat(policy).startsWith("default-src 'self';").doesNotContain("unsafe"));
        }
    }

    @Test
    void thePageForbidsItselfWhatIsNotInsideIt() throws Exception {
        assertThat(get(address.toURI()).body()).containsPattern("<meta http-equiv=\"Content-Security-Policy\" content=\""
                + "default-src 'none'; script-src 'sha256-[^']{44}'; style-src 'sha256-[^']{44}'; font-src data:; img-src data:;"
                + " connect-src 'none'; base-uri 'none'; form-action 'none'\">");
    }

    private List<String> policy(URI uri) throws Exception {
        return get(uri).headers().allValues("content-security-policy");
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As a person keeps it: the one file that the service gives, on a disk. */
    private String saved() throws Exception {
        return Files.writeString(folder.resolve("verify.html"), get(address.toURI()).body()).toUri().toString();
    }

    /** A window that also hears what the browser complains of, and every request that goes out. */
    private static final class Window implements AutoCloseable {

        private final Page page;
        private final List<String> complaints = new ArrayList<>();

        Window(Browser browser, Look look) {
            page = browser.newContext(new Browser.NewContextOptions()
                    .setViewportSize(look.width(), look.height())
                    .setColorScheme(look.theme())
                    .setReducedMotion(look.motion())).newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
        }

        void visit(String address) {
            page.navigate(address);
            page.onRequest(request -> {
                if (!request.url().startsWith("data:")) {
                    complaints.add("asked for " + request.url());
                }
            });
        }

        void open(String proof) {
            page.getByLabel("Proof", new Page.GetByLabelOptions().setExact(true)).setInputFiles(PROOFS.resolve(proof));
        }

        Locator status() {
            return page.getByRole(AriaRole.STATUS);
        }

        Locator rows() {
            return page.locator("tbody tr");
        }

        @SuppressWarnings("unchecked")
        List<String> faults() throws Exception {
            // Not as a script element: the page's own policy forbids those, and rightly so.
            page.evaluate("() => {" + Files.readString(Path.of("frontend/node_modules/axe-core/axe.min.js")) + "}");
            var faults = new ArrayList<>((List<String>) page.evaluate("""
                    async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                      .flatMap((fault) => fault.nodes.map((node) => `${fault.id} at ${node.target.join(' ')}`))
                    """));
            var overhang = ((Number) page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth")).intValue();
            if (overhang > 0) {
                faults.add("overhangs by " + overhang + " px");
            }
            return faults;
        }

        @Override
        public void close() {
            page.context().close();
        }
    }
}
