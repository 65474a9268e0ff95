package io.calledit.ledger.csv;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.calledit.ledger.LedgerException.BadLines.BadLine;

/**
 * One row of a file, by column, with what is found to be wrong with it.
 *
 * @param line where it begins
 */
record Row(long line, Map<Column, String> cells, List<BadLine> errors) {

    Row(long line) {
        this(line, new EnumMap<>(Column.class), new ArrayList<>());
    }

    /** What the cell holds; nothing where it is blank or the file has no such column. */
    Optional<String> cell(Column column) {
        return Optional.ofNullable(cells.get(column));
    }

    void wrong(Column column, String message) {
        errors.add(new BadLine(line, Optional.of(column.title()), message));
    }

    void wrong(String sentence) {
        errors.add(new BadLine(line, Optional.empty(), sentence));
    }
}
