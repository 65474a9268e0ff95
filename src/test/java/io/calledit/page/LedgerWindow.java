package io.calledit.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The pages of the ledger in a browser window of their own, in the words of a person who uses them. */
final class LedgerWindow implements AutoCloseable {

    private final CallPage window;
    private final Page page;
    private final URI address;

    LedgerWindow(Browser browser, URL address, Look look) {
        this.window = CallPage.open(browser, address, look);
        this.page = window.page();
        this.address = URI.create(address.toString());
    }

    /** Goes to an address of the page, such as {@code /ledger?state=open}, as if it had been typed in. */
    LedgerWindow visit(String path) {
        page.navigate(address.resolve(path).toString());
        return this;
    }

    /** Drafts a plan, says how sure one is, and logs it; leaves the window at the call's own page. */
    void log(String prediction, int percent, String tag) {
        visit("/");
        window.call(prediction);
        assertThat(window.card()).containsText("Drafted by");
        page.getByLabel("How sure, in percent").fill(String.valueOf(percent));
        page.getByLabel("Add tags").fill(tag);
        button("Log call").click();
        page.waitForURL("**/calls/*");
        assertThat(card()).isVisible();
    }

    Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    Locator card() {
        return window.card();
    }

    /** What stands beside a label of the card. */
    Locator field(String label) {
        return card().locator("dt", new Locator.LocatorOptions().setHasText(Pattern.compile("^" + label + "$")))
                .locator("xpath=following-sibling::dd");
    }

    /** The calls that are listed. */
    Locator lines() {
        return page.locator("li:has(> span [data-ledger-row])");
    }

    Locator line(String statement) {
        return lines().filter(new Locator.FilterOptions().setHasText(statement));
    }

    /** The place of the calls, also where there is none. */
    Locator calls() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Calls").setExact(true));
    }

    Locator search() {
        return page.getByLabel("Search the ledger");
    }

    Locator button(String name) {
        return window.button(name);
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator form(String name) {
        return page.getByRole(AriaRole.FORM, new Page.GetByRoleOptions().setName(name));
    }

    Locator outcome(String name) {
        return page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name));
    }

    Locator keySheet() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator alert() {
        return window.alert();
    }

    /** The entries of the call that is shown, oldest first. */
    Locator entries() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("What has happened"))
                .locator("> ol > li");
    }

    void press(String keys) {
        window.press(keys);
    }

    String focused() {
        return window.focused();
    }

    /** Waits until a screen reader has been told something that ends in these words. */
    void awaitSaid(String words) {
        window.awaitSaid(words);
    }

    String path() {
        var now = URI.create(page.url());
        return now.getRawQuery() == null ? now.getPath() : now.getPath() + "?" + now.getRawQuery();
    }

    String export() {
        Download download = page.waitForDownload(() -> link("Export as CSV").click());
        try (var in = download.createReadStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chooses a file to import, without importing it yet. */
    void choose(String csv) {
        page.getByLabel("CSV file to import")
                .setInputFiles(new FilePayload("calls.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    }

    void importFile(String csv) {
        choose(csv);
        button("Import").click();
    }

    List<String> accessibilityFaults() {
        return window.accessibilityFaults();
    }

    int overhang() {
        return window.overhang();
    }

    int animations() {
        return window.animations();
    }

    List<String> complaints() {
        return window.complaints();
    }

    Page page() {
        return page;
    }

    @Override
    public void close() {
        window.close();
    }
}
