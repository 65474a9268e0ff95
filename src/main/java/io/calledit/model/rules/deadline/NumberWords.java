package io.calledit.model.rules.deadline;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Small numbers written as words. */
public final class NumberWords {

    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        String[] units = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                "eleven",
            "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
        for (int i = 0; i < units.length; i++) {
            VALUES.put(units[i], String.valueOf(i));
        }
        String[] tens = {"thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
        for (int i = 0; i < tens.length; i++) {
            VALUES.put(tens[i], String.valueOf(30 + 10 * i));
        }
        for (int ten = 0; ten < 8; ten++) {
            for (int unit = 1; unit < 10; unit++) {
                VALUES.put((ten == 0 ? "twenty"
                        : tens[ten - 1]) + "-" + units[unit], String.valueOf(20 + 10 * ten + unit));
            }
        }
        VALUES.put("a hundred", "100");
        VALUES.put("one hundred", "100");
        VALUES.put("hundred", "100");
        VALUES.put("a thousand", "1000");
        VALUES.put("one thousand", "1000");
        VALUES.put("a dozen", "12");
        VALUES.put("half a dozen", "6");
    }

    /** An alternation of all of them, longest first, for use inside a pattern on folded text. */
    public static final String PATTERN = VALUES.keySet().stream()
            .sorted((a, b) -> b.length() - a.length())
            .map(word -> word.replace("-", "[- ]"))
            .reduce((a, b) -> a + "|" + b).orElseThrow();

    private NumberWords() {
    }

    /** The value of digits or of a word; empty where it is neither. */
    public static Optional<BigDecimal> value(String text) {
        String word = text.trim();
        String known = VALUES.getOrDefault(word, VALUES.get(word.replace(' ', '-')));
        if (known != null) {
            return Optional.of(new BigDecimal(known));
        }
        try {
            return Optional.of(new BigDecimal(word.replace(",", "")));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
