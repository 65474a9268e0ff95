package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page in a browser window of its own, in the words of a person who uses it.
 *
 * <p>It also listens: to what a screen reader would be told, and to what the browser complains of.
 */
final class CallPage implements AutoCloseable {

    /** Something that a live region said, and when, in milliseconds of the page's clock. */
    record Said(String words, double at) {
    }

    private static final double PATIENCE_MS = 15_000;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    /** Every region that a screen reader reads out by itself, whatever element or attribute makes it one. */
    private static final String LISTEN = """
            (() => {
              window.calleditSaid = [];
              window.calleditDone = [];
              const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=timer], output';
              const before = new Map();
              const look = () => {
                for (const region of document.querySelectorAll(live)) {
                  const words = region.textContent.trim();
                  if (words !== (before.get(region) ?? '')) {
                    before.set(region, words);
                    if (words !== '') {
                      window.calleditSaid.push({ words, at: performance.now() });
                    }
                  }
                }
                const done = Number(/(\\d) of 5 fields/.exec(document.body?.textContent ?? '')?.[1] ?? NaN);
                if (!Number.isNaN(done) && window.calleditDone.at(-1) !== done) {
                  window.calleditDone.push(done);
                }
              };
              new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
            })();
            """;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private CallPage(BrowserContext context, String address) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(complaints::add);
        page.setDefaultTimeout(PATIENCE_MS);
        page.addInitScript(LISTEN);
        page.navigate(address);
        assertThat(prediction()).isVisible();
    }

    static CallPage open(Browser browser, URL address, Look look) {
        return new CallPage(window(browser, look), address.toString());
    }

    /** Opens the page behind a line that the test can cut. */
    static CallPage open(Browser browser, URL address, Look look, Line line) {
        var window = window(browser, look);
        window.routeWebSocket("**/ws", line::carry);
        return new CallPage(window, address.toString());
    }

    /** Opens the page with that in place of a server. */
    static CallPage open(Browser browser, URL address, Look look, StandIn server) {
        var window = window(browser, look);
        window.routeWebSocket("**/ws", server::take);
        return new CallPage(window, address.toString());
    }

    /** Opens this page's address in another tab of the same window, which closes with it. */
    CallPage inAnotherTab() {
        return new CallPage(context, page.url());
    }

    private static BrowserContext window(Browser browser, Look look) {
        return browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(look.theme())
                .setViewportSize(look.width(), look.height())
                .setReducedMotion(look.motion())
                .setLocale("en-GB")
                .setTimezoneId("America/New_York"));
    }

    Locator prediction() {
        return page.getByLabel("Your prediction");
    }

    Locator draftButton() {
        return button("Draft the plan");
    }

    Locator stopButton() {
        return button("Stop");
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Presses the button that brings a lost line back, unless the page, which tries by itself too, has been quicker. */
    void tryNow() {
        button("Try now").evaluateAll("buttons => buttons.forEach(button => button.click())");
    }

    /** One of the links at the top of every page. */
    Locator link(String name) {
        return page.getByRole(AriaRole.NAVIGATION).getByRole(
                AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator card() {
        return page.getByRole(AriaRole.ARTICLE);
    }

    /** What stands beside a label of the card. */
    Locator field(String label) {
        return card().locator("dt", new Locator.LocatorOptions().setHasText(label)).locator("xpath=following-sibling::dd");
    }

    Locator toolLines() {
        return card().getByRole(AriaRole.LIST, new Locator.GetByRoleOptions().setName("Tools used"))
                .getByRole(AriaRole.LISTITEM);
    }

    Locator examples() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Start from one of these"))
                .getByRole(AriaRole.BUTTON);
    }

    Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    /** Waits until a screen reader has been told something that ends in these words. */
    void awaitSaid(String words) {
        page.waitForFunction("words => window.calleditSaid.some((said) => said.words.endsWith(words))", words);
    }

    /** Writes a prediction and presses the button. */
    void call(String prediction) {
        prediction().fill(prediction);
        draftButton().click();
    }

    /** Says how sure, and presses the button that logs the plan. */
    void log(int percent) {
        card().getByRole(AriaRole.SPINBUTTON).fill(String.valueOf(percent));
        button("Log call").click();
    }

    /** Waits until the card says that so many of its five fields are done. */
    void awaitDone(int fields) {
        assertThat(card()).containsText(fields + " of 5 fields");
    }

    void press(String keys) {
        page.keyboard().press(keys);
    }

    /** What has the keyboard's focus, as its role or text would be read. */
    String focused() {
        return (String) page.evaluate("document.activeElement.labels?.[0]?.textContent"
                + " ?? document.activeElement.textContent");
    }

    /** Everything that a screen reader was told so far, in order. */
    @SuppressWarnings("unchecked")
    List<Said> said() {
        var said = (List<Map<String, Object>>) page.evaluate("window.calleditSaid");
        return said.stream()
                .map(one -> new Said((String) one.get("words"), ((Number) one.get("at")).doubleValue()))
                .toList();
    }

    /** Every number of finished fields that the card has shown so far, in order. */
    @SuppressWarnings("unchecked")
    List<Integer> doneOverTime() {
        return (List<Integer>) page.evaluate("window.calleditDone");
    }

    /** What axe finds wrong with the page as it stands now; each with its rule and the first place. */
    @SuppressWarnings("unchecked")
    List<String> accessibilityFaults() {
        if (!(Boolean) page.evaluate("'axe' in window")) {
            // Not as a script element: the page's own policy forbids those, and rightly so.
            page.evaluate("() => {" + axe() + "}");
        }
        return (List<String>) page.evaluate("""
                async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                  .flatMap((fault) => fault.nodes.map((node) =>
                    `${fault.id}: ${fault.help} at ${node.target.join(' ')}: ${node.failureSummary}`))
                """);
    }

    private static String axe() {
        try {
            return Files.readString(Path.of("frontend/node_modules/axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many CSS pixels the page is wider than its window. */
    int overhang() {
        return ((Number) page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth")).intValue();
    }

    /** How many animations run or wait. */
    int animations() {
        return ((Number) page.evaluate("document.getAnimations().length")).intValue();
    }

    Page page() {
        return page;
    }

    /** Errors and warnings of the browser's console so far, and exceptions that nobody caught. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }
}
