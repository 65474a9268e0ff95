package io.calledit.ledger;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.calledit.prediction.Terms;

/** Text as it is searched: without case and without accents, so that "zurich" finds "Zürich". */
public final class SearchText {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private SearchText() {}

    /** What a call is found by: its statement, the words that the person wrote, and its tags. */
    static String of(Terms terms) {
        return fold(String.join("\n", terms.plan().statement(), terms.prompt().orElse(""), String.join("\n", terms.tags())));
    }

    /** The words of a query; a call is found when its text contains each of them. */
    public static List<String> words(String query) {
        return Arrays.stream(SPACE.split(fold(query))).filter(word -> !word.isEmpty()).distinct().toList();
    }

    private static String fold(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return SPACE.matcher(MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
