package io.calledit.ledger.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import io.calledit.ledger.LedgerException.BadLines;
import io.calledit.ledger.LedgerException.BadLines.BadLine;

/** Takes a file of CSV apart into rows, and names the line where that can't be done. */
final class Sheet {

    private static final int MOST_ROWS = 50_000;
    private static final int LONGEST_CELL = 100_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\r|\\n");

    /**
     * Put behind the text as a row of its own. Where it comes back as a part of another row, a quoted cell was still open:
     * the reader closes it silently, but a file that breaks off there is not whole.
     */
    private static final String END = "\u0000end";

    private final List<Column> columns = new ArrayList<>();
    private final Iterator<CsvRecord> records;
    private long line = 1;

    private Sheet(String text) {
        records = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(false)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text + "\n" + END)
                .iterator();
    }

    /**
     * The rows below the titles, in order; blank ones are left out. A row whose cells can't be told apart carries an error.
     *
     * @throws BadLines where the file as a whole can't be read
     */
    static List<Row> rows(byte[] utf8) {
        Sheet sheet = new Sheet(text(utf8));
        sheet.titles();
        List<Row> rows = new ArrayList<>();
        for (CsvRecord record = sheet.next(); record != null; record = sheet.next()) {
            if (record.getFields().stream().allMatch(String::isBlank)) {
                continue;
            }
            if (rows.size() == MOST_ROWS) {
                throw bad(record.getStartingLineNumber(), "The file has more than " + MOST_ROWS + " rows.");
            }
            rows.add(sheet.row(record));
        }
        return rows;
    }

    private void titles() {
        CsvRecord first = next();
        if (first == null || first.getFields().stream().allMatch(String::isBlank)) {
            throw bad(1, "The file doesn’t begin with the titles of its columns.");
        }
        List<BadLine> errors = new ArrayList<>();
        for (String title : first.getFields()) {
            Optional<Column> column = Column.of(title);
            if (column.isEmpty()) {
                errors.add(new BadLine(1, Optional.of(printable(title)), "is no column of a ledger"));
            } else if (columns.contains(column.get())) {
                errors.add(new BadLine(1, Optional.of(column.get().title()), "is there twice"));
            }
            column.ifPresent(columns::add);
        }
        Set<Column> missing = EnumSet.copyOf(Column.NEEDED);
        columns.forEach(missing::remove);
        missing.forEach(column -> errors.add(new BadLine(1, Optional.of(column.title()), "is missing: the file has no such column")));
        if (!errors.isEmpty()) {
            throw new BadLines(errors);
        }
    }

    private Row row(CsvRecord record) {
        Row row = new Row(record.getStartingLineNumber());
        if (record.getFieldCount() != columns.size()) {
            row.wrong("The line has " + record.getFieldCount() + " cells, where the first line has " + columns.size() + ".");
            return row;
        }
        for (int i = 0; i < columns.size(); i++) {
            String text = Cell.read(record.getField(i)).strip();
            if (text.length() > LONGEST_CELL) {
                row.wrong(columns.get(i), "is longer than " + LONGEST_CELL + " characters");
            } else if (!text.isEmpty()) {
                row.cells().put(columns.get(i), text);
            }
        }
        return row;
    }

    /** The next record, or null behind the last. */
    private CsvRecord next() {
        try {
            CsvRecord record = records.next();
            line = record.getStartingLineNumber() + 1
                    + record.getFields().stream().mapToLong(cell -> LINE_BREAK.matcher(cell).results().count()).sum();
            if (records.hasNext()) {
                return record;
            }
            if (record.getFieldCount() == 1 && record.getField(0).equals(END)) {
                return null;
            }
            throw bad(record.getStartingLineNumber(), "The file breaks off within a quoted cell of this row.");
        } catch (CsvParseException e) {
            throw bad(line, "From this line on, the cells can’t be told apart: something stands behind a closing quote.");
        }
    }

    /** Titles hold none of these, so the first line tells: spreadsheets of many countries write semicolons. */
    private static char separator(String text) {
        String titles = text.lines().findFirst().orElse("");
        if (titles.indexOf(',') < 0) {
            return titles.indexOf(';') >= 0 ? ';' : titles.indexOf('\t') >= 0 ? '\t' : ',';
        }
        return ',';
    }

    private static String text(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(utf8.length + 1);
        // Two calls instead of one, since the characters before a fault tell the line that it is on.
        if (decoder.decode(ByteBuffer.wrap(utf8), text, true).isError() || decoder.flush(text).isError()) {
            long line = 1 + LINE_BREAK.matcher(text.flip()).results().count();
            throw bad(line, "The line is not in UTF-8.");
        }
        String all = text.flip().toString();
        return all.startsWith(BYTE_ORDER_MARK) ? all.substring(1) : all;
    }

    private static String printable(String title) {
        return title.substring(0, Math.min(title.length(), 60)).replaceAll("\\p{C}", "?");
    }

    private static BadLines bad(long line, String sentence) {
        return new BadLines(List.of(new BadLine(line, Optional.empty(), sentence)));
    }
}
