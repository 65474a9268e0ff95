package io.calledit.ledger.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import io.calledit.ledger.Entry;
import io.calledit.ledger.Event;
import io.calledit.ledger.Moment;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;

/** Writes entries as rows of CSV (RFC 4180) in UTF-8, the titles first. */
public final class CsvExport {

    private final CsvWriter csv;

    public CsvExport(OutputStream out) {
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out, StandardCharsets.UTF_8);
        csv.writeRecord(Arrays.stream(Column.values()).map(Column::title).toList());
    }

    /** @throws UncheckedIOException if it can't be written */
    public void write(List<Entry> entries) {
        entries.forEach(entry -> {
            Map<Column, String> row = row(entry);
            csv.writeRecord(Arrays.stream(Column.values()).map(column -> Cell.write(row.getOrDefault(column, ""))).toList());
        });
    }

    /** Sends on what has been written; the stream stays open. */
    public void flush() throws IOException {
        csv.flush();
    }

    private static Map<Column, String> row(Entry entry) {
        Map<Column, String> row = new EnumMap<>(Column.class);
        row.put(Column.CALL, entry.call().text());
        row.put(Column.NUMBER, Long.toString(entry.number()));
        row.put(Column.TYPE, entry.event().type());
        row.put(Column.AT, Moment.written(entry.at()));
        entry.importedFrom().ifPresent(first -> row.put(Column.IMPORTED_AT, Moment.written(first)));
        row.put(Column.HASH, entry.hash());
        if (entry.event() instanceof Event.Logged logged) {
            terms(row, logged.terms());
        } else if (entry.event() instanceof Event.Confidence changed) {
            row.put(Column.CONFIDENCE, Integer.toString(changed.confidence()));
        } else if (entry.event() instanceof Event.Note note) {
            row.put(Column.NOTE, note.note());
        } else if (entry.event() instanceof Event.Judged judged) {
            Verdict verdict = judged.verdict();
            row.put(Column.OUTCOME, verdict.outcome().wireName());
            row.put(Column.EVIDENCE, list(verdict.evidence()));
            verdict.note().ifPresent(note -> row.put(Column.NOTE, note));
        } else if (entry.event() instanceof Event.Undo undo) {
            row.put(Column.UNDOES, Long.toString(undo.entry()));
        } else if (entry.event() instanceof Event.Withdrawal withdrawal) {
            withdrawal.note().ifPresent(note -> row.put(Column.NOTE, note));
        }
        return row;
    }

    private static void terms(Map<Column, String> row, Terms terms) {
        Plan plan = terms.plan();
        row.put(Column.STATEMENT, plan.statement());
        row.put(Column.DUE, Moment.due(plan.verificationDate()));
        row.put(Column.SOURCE, list(plan.method().source()));
        row.put(Column.CRITERIA, list(plan.method().criteria()));
        row.put(Column.STEPS, list(plan.method().steps()));
        row.put(Column.ASSUMPTIONS, list(plan.assumptions()));
        row.put(Column.CONFIDENCE, Integer.toString(terms.confidence()));
        row.put(Column.TAGS, list(terms.tags()));
        terms.prompt().ifPresent(prompt -> row.put(Column.PROMPT, prompt));
        terms.model().ifPresent(model -> row.put(Column.MODEL, model));
        terms.timezone().ifPresent(timezone -> row.put(Column.TIMEZONE, timezone));
    }

    private static String list(List<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list.toString();
    }
}
