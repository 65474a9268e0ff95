package io.calledit.prediction;

import java.util.OptionalInt;

/** What may stand in text that people write and read. */
public final class PlainText {

    private PlainText() {}

    /** Control characters other than white space, and halves of surrogate pairs: neither can be shown or stored. */
    public static boolean isNoText(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE
                || Character.isISOControl(codePoint) && !Character.isWhitespace(codePoint);
    }

    /** The first code point that is no text, or nothing. */
    public static OptionalInt firstNoText(String text) {
        return text.codePoints().filter(PlainText::isNoText).findFirst();
    }
}
