package io.calledit.ledger.sqlite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of a search, in the language of SQLite's full-text index. */
final class Words {

    private static final int LETTERS = 3;

    /** Beyond some, more of them find hardly fewer calls. */
    private static final int MOST = 24;

    private Words() {}

    /** The text as it is indexed: the index would end it at a NUL. */
    static String indexed(String text) {
        return text.replace('\0', ' ');
    }

    /**
     * What any text with all of these words matches in the index, and few others; nothing where all words are too short
     * for it.
     */
    static Optional<String> match(List<String> words) {
        Set<String> parts = new LinkedHashSet<>();
        for (String word : words) {
            addParts(parts, word);
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(parts.stream()
                        .limit(MOST)
                        .map(part -> '"' + part.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(" AND ")));
    }

    /** So many that each letter is in one of them; the last may overlap the one before it. */
    private static void addParts(Set<String> parts, String word) {
        int[] letters = word.codePoints().toArray();
        for (int i = 0; i < letters.length && letters.length >= LETTERS; i += LETTERS) {
            String part = new String(letters, Math.min(i, letters.length - LETTERS), LETTERS);
            if (part.indexOf('\0') < 0) {
                parts.add(part);
            }
        }
    }
}
