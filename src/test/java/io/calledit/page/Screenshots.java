package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Takes the pictures of the README from a running service: {@code Screenshots http://localhost:8080/ docs/images}.
 *
 * <p>The light one is taken while a plan is drafted, the dark one when it is ready; nothing in them is arranged.
 */
final class Screenshots {

    private static final String PREDICTION = "Bitcoin will close above $150,000 before the end of next year";

    private Screenshots() {
    }

    public static void main(String[] args) throws Exception {
        var address = URI.create(args[0]).toURL();
        var folder = Path.of(args[1]);
        var chromium = Chromium.find(System.getenv())
                .orElseThrow(() -> new IllegalStateException(Chromium.HOW_TO_GET_ONE));
        try (var playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.executable())
                        .setArgs(chromium.arguments()))) {
            try (var call = CallPage.open(browser, address, Look.DESKTOP)) {
                call.call(PREDICTION);
                call.awaitDone(3);
                take(call, folder.resolve("page-light.png"));
            }
            try (var call = CallPage.open(browser, address, Look.DESKTOP.dark())) {
                call.call(PREDICTION);
                assertThat(call.card()).containsText("Drafted by");
                take(call, folder.resolve("page-dark.png"));
            }
        }
    }

    private static void take(CallPage call, Path file) {
        call.page().screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        System.out.println(file);
    }
}
