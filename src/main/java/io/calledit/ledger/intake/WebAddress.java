package io.calledit.ledger.intake;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Tells addresses that a browser would open from text that merely looks like one. */
final class WebAddress {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:@%\\s]+)(:\\d{1,5})?");

    /** Characters that stand in addresses copied from browsers, although RFC 3986 would have them escaped. */
    private static final Pattern TOLERATED = Pattern.compile("[|^`{}]");

    private WebAddress() {}

    /** What is wrong with the text as an address of the web, or null. */
    static String trouble(String text) {
        URI address;
        try {
            address = new URI(TOLERATED.matcher(text).replaceAll("_"));
        } catch (URISyntaxException e) {
            return "is not a web address";
        }
        if (!"http".equalsIgnoreCase(address.getScheme()) && !"https".equalsIgnoreCase(address.getScheme())) {
            return "is not an address that begins with http:// or https://";
        }
        String authority = address.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            return "has a user or a password in it";
        }
        return authority != null && HOST_AND_PORT.matcher(authority).matches() ? null : "is not a web address";
    }
}
