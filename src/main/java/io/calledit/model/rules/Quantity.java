package io.calledit.model.rules;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;

/**
 * The number that decides a claim, and how it is to be compared.
 *
 * @param comparison how the measured value has to relate to it
 * @param cue        the words that say so; empty where none do
 * @param value      its value, scale words included
 * @param upper      the upper end of a range; null where there is none
 * @param prefix     a currency sign before it
 * @param unit       a unit or the thing counted, after it; empty where there is none
 * @param change     true where it says by how much something moves, not where it arrives
 */
record Quantity(Comparison comparison, String cue, BigDecimal value, BigDecimal upper, String prefix, String unit,
        boolean change) {

    /** The ways in which a measured value can meet a number. */
    enum Comparison {
        AT_LEAST("at or above"), ABOVE("above"), AT_MOST("at or below"), BELOW("below"), EXACTLY("exactly"),
                BETWEEN("between");

        private final String words;

        Comparison(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean isUpward() {
            return this == AT_LEAST || this == ABOVE;
        }
    }

    Quantity {
        Objects.requireNonNull(comparison);
        Objects.requireNonNull(value);
    }

    /** True where the number is an amount of money or stands bare, as a price or an index level does. */
    boolean looksLikeAPrice() {
        return !change && (!prefix.isEmpty() || unit.isEmpty() || unit.matches("dollars?|euros?|usd|eur|gbp|yen"
                + "|points?|cents?|an ounce|a barrel|per .*"));
    }

    boolean isPercent() {
        return unit.startsWith("%") || unit.startsWith("percent") || unit.startsWith("per cent");
    }

    /** The threshold in words: sign, grouped digits, unit. */
    String said() {
        String number = upper == null ? number(value) : number(value) + " and " + prefix + number(upper);
        return prefix + number + (unit.isEmpty() ? "" : unit.startsWith("%")
                || unit.startsWith("°") ? unit : " " + unit);
    }

    /** The condition in words, for example "at or above $100,000". */
    String condition() {
        return comparison.words() + " " + said();
    }

    private static String number(BigDecimal number) {
        String[] names = {"million", "billion", "trillion"};
        for (int step = names.length - 1; step >= 0; step--) {
            BigDecimal scaled = number.movePointLeft(6 + 3 * step).stripTrailingZeros();
            if (scaled.abs().compareTo(BigDecimal.ONE) >= 0) {
                return scaled.scale() <= 3 && scaled.abs().compareTo(BigDecimal.valueOf(1000)) < 0
                        ? scaled.toPlainString() + " " + names[step] : grouped(number);
            }
        }
        return grouped(number);
    }

    private static String grouped(BigDecimal number) {
        int scale = Math.max(0, number.scale());
        return String.format(Locale.ENGLISH, number.abs().compareTo(BigDecimal.valueOf(1000)) < 0 ? "%." + scale + "f"
                : "%,." + scale + "f", number);
    }
}
