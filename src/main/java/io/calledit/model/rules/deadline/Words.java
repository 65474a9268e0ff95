package io.calledit.model.rules.deadline;

import java.util.Objects;

/** A sentence as it was said, beside a folded copy of the same length that patterns are matched against. */
public record Words(String said, String folded) {

    public Words {
        Objects.requireNonNull(said);
        Objects.requireNonNull(folded);
    }

    /** Folds case, curly quotes, dashes and odd spaces one character at a time, so that every index fits both copies. */
    public static Words of(String said) {
        StringBuilder folded = new StringBuilder(said.length());
        for (int i = 0; i < said.length(); i++) {
            folded.append(fold(said.charAt(i)));
        }
        return new Words(said, folded.toString());
    }

    private static char fold(char c) {
        return switch (c) {
            case '\u2018', '\u2019', '\u02bc' -> '\'';
            case '\u201c', '\u201d' -> '"';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> '-';
            case '\u00a0', '\u2009', '\u202f', '\t', '\n', '\r' -> ' ';
            default -> Character.toLowerCase(c);
        };
    }

    /** Up to {@code length} folded characters before an index. */
    String before(int index, int length) {
        return folded.substring(Math.max(0, index - length), index);
    }

    /** Up to {@code length} folded characters from an index on. */
    String from(int index, int length) {
        return folded.substring(index, Math.min(folded.length(), index + length));
    }
}
