package io.calledit.model.rules;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into pieces about as long as a language model's tokens; joined they are the text again. */
final class Pieces {

    private static final int LONGEST = 8;

    private Pieces() {
    }

    static List<String> of(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 1; i < text.length(); i++) {
            boolean pair = Character.isLowSurrogate(text.charAt(i)) && Character.isHighSurrogate(text.charAt(i - 1));
            if (!pair && (i - start >= LONGEST || begins(text.charAt(i - 1), text.charAt(i)))) {
                pieces.add(text.substring(start, i));
                start = i;
            }
        }
        if (start < text.length()) {
            pieces.add(text.substring(start));
        }
        return pieces;
    }

    private static boolean begins(char previous, char next) {
        boolean wordBefore = Character.isLetterOrDigit(previous) || Character.isSurrogate(previous);
        boolean wordNext = Character.isLetterOrDigit(next) || Character.isSurrogate(next);
        return wordBefore && !wordNext || !wordBefore && next == ' ' && previous != ' ';
    }
}
