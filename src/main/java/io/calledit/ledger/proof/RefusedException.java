package io.calledit.ledger.proof;

/** Why an entry, or a value in it, is refused; the message goes on after a colon. */
final class RefusedException extends Exception {

    private static final int LONGEST_QUOTE = 40;

    RefusedException(String reason) {
        // Expected in a tampered chain, and nobody reads its stack.
        super(reason, null, false, false);
    }

    /** What someone else wrote, made harmless for a terminal and short. */
    static String quoted(String untrusted) {
        var quote = new StringBuilder("\"");
        for (int i = 0; i < untrusted.length() && i < LONGEST_QUOTE; i++) {
            char c = untrusted.charAt(i);
            quote.append(c < ' ' || c > '~' ? '?' : c);
        }
        return quote.append(untrusted.length() > LONGEST_QUOTE ? "…\"" : "\"").toString();
    }
}
