package io.calledit.model.rules.deadline;

import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One way in which English names a time: a pattern on folded text and what a match of it means. */
record Rule(Pattern pattern, boolean rolls, Meaning meaning) {

    /** What the words of a match mean on a given day; null where they turn out not to name a time. */
    @FunctionalInterface
    interface Meaning {
        Stretch of(Found found, Today today);
    }

    /** A match and the sentence around it. */
    record Found(Matcher match, Words words) {

        String group(int index) {
            return match.group(index);
        }

        boolean has(int index) {
            return match.group(index) != null;
        }

        int number(int index) {
            return Integer.parseInt(match.group(index));
        }

        String before(int length) {
            return words.before(match.start(), length);
        }

        String after(int length) {
            return words.from(match.end(), length);
        }

        String said() {
            return words.said().substring(match.start(), match.end());
        }
    }

    /** A time that is the same from whichever day one looks. */
    static Rule fixed(String regex, Meaning meaning) {
        return new Rule(Pattern.compile(regex), false, meaning);
    }

    /** A time that comes round again, so that a past one means the one after. */
    static Rule rolling(String regex, Meaning meaning) {
        return new Rule(Pattern.compile(regex), true, meaning);
    }

    void read(Words words, Today today, List<Mention> into) {
        Matcher match = pattern.matcher(words.folded());
        while (match.find()) {
            Stretch stretch = meaningOf(match, words, today);
            if (stretch == null) {
                continue;
            }
            Matcher same = pattern.matcher(words.folded());
            same.find(match.start());
            Function<Today, Stretch> again = rolls ? later -> meaningOf(same, words, later) : null;
            into.add(new Mention(match.start(), match.end(), stretch, again));
        }
    }

    private Stretch meaningOf(Matcher match, Words words, Today today) {
        try {
            return meaning.of(new Found(match, words), today);
        } catch (DateTimeException | NumberFormatException noSuchDay) {
            return null;
        }
    }
}
