package io.calledit.ledger.csv;

import java.util.regex.Pattern;

/**
 * Text as a cell that no spreadsheet takes for a formula (owasp.org/www-community/attacks/CSV_Injection), and back.
 *
 * <p>An apostrophe is put before what could begin a formula. So that none is lost, it is put as well before apostrophes
 * that stand before such a beginning already.
 */
final class Cell {

    /** The full-width forms, too: spreadsheets take them for the others. */
    private static final String FORMULA = "[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]";

    private static final Pattern DANGEROUS = Pattern.compile("'*" + FORMULA);
    private static final Pattern MADE_HARMLESS = Pattern.compile("'+" + FORMULA);

    private Cell() {}

    static String write(String text) {
        return DANGEROUS.matcher(text).lookingAt() ? "'" + text : text;
    }

    static String read(String cell) {
        return MADE_HARMLESS.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }
}
