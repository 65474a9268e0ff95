package io.calledit.prediction;

import java.util.OptionalInt;

/** What may stand in text that people write and read. */
public final class PlainText {

    private PlainText() {}

    /**
     * Control characters other than white space, and halves of surrogate pairs: neither can be shown or stored. Nor what
     * overrides the direction of letters (U+202A to U+202E): it makes people read something else than what stands there.
     */
    public static boolean isNoText(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE
                || codePoint >= 0x202A && codePoint <= 0x202E
                || Character.isISOControl(codePoint) && !Character.isWhitespace(codePoint);
    }

    /** Whether there is a letter, a digit or a symbol; punctuation and invisible characters alone say nothing. */
    public static boolean saysSomething(String text) {
        return text.codePoints().anyMatch(PlainText::isSaid);
    }

    private static boolean isSaid(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || switch (Character.getType(codePoint)) {
            case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL, Character.OTHER_SYMBOL -> true;
            default -> false;
        };
    }

    /** The first code point that is no text, or nothing. */
    public static OptionalInt firstNoText(String text) {
        return text.codePoints().filter(PlainText::isNoText).findFirst();
    }
}
