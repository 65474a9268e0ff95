package io.calledit.ledger.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.calledit.ledger.Event;
import io.calledit.ledger.HashChain;
import io.calledit.ledger.ImportedRow;
import io.calledit.ledger.ImportedRow.Content;
import io.calledit.ledger.LedgerException.BadLines;
import io.calledit.ledger.LedgerException.BadLines.BadLine;
import io.calledit.ledger.LedgerException.Invalid;
import io.calledit.ledger.intake.Intake;
import io.calledit.ledger.intake.JsonBody;
import io.calledit.planning.FieldError;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Plan;

/**
 * Reads a file of CSV as rows for the ledger. Each row is put into the JSON that it would be sent as, and passes the same
 * gate.
 */
@ApplicationScoped
public class CsvImport {

    /** Enough to see what is wrong with a file. */
    private static final int MOST_ERRORS = 50;

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern LINES_AND_COMMAS = Pattern.compile("\\R|,");
    private static final Pattern PLACE_IN_LIST = Pattern.compile("\\[\\d+]");

    /** What each kind of row may hold beside what every row may. */
    private static final Map<String, Set<Column>> KINDS = Map.of(
            Event.Logged.TYPE, EnumSet.of(
                    Column.STATEMENT, Column.DUE, Column.SOURCE, Column.CRITERIA, Column.STEPS, Column.ASSUMPTIONS,
                    Column.CONFIDENCE, Column.TAGS, Column.PROMPT, Column.MODEL, Column.TIMEZONE),
            Event.Confidence.TYPE, EnumSet.of(Column.CONFIDENCE),
            Event.Note.TYPE, EnumSet.of(Column.NOTE),
            Event.Judged.TYPE, EnumSet.of(Column.OUTCOME, Column.EVIDENCE, Column.NOTE),
            Event.Undo.TYPE, EnumSet.of(Column.UNDOES),
            Event.Withdrawal.TYPE, EnumSet.of(Column.NOTE));

    private static final Set<Column> OF_ALL =
            EnumSet.of(Column.CALL, Column.NUMBER, Column.TYPE, Column.AT, Column.IMPORTED_AT, Column.HASH);

    private final Intake intake;

    public CsvImport(Intake intake) {
        this.intake = intake;
    }

    /** @throws BadLines with what is wrong in the file's first bad lines */
    public List<ImportedRow> read(byte[] utf8) {
        List<ImportedRow> rows = new ArrayList<>();
        List<BadLine> errors = new ArrayList<>();
        Reading reading = new Reading();
        for (Row row : Sheet.rows(utf8)) {
            if (row.errors().isEmpty()) {
                reading.read(row).ifPresent(rows::add);
            }
            errors.addAll(row.errors());
            if (errors.size() >= MOST_ERRORS) {
                break;
            }
        }
        if (!errors.isEmpty()) {
            throw new BadLines(errors);
        }
        return rows;
    }

    /** One pass through a file, which remembers what later rows may refer to. */
    private final class Reading {

        private final Set<Long> numbers = new HashSet<>();
        private final Map<Long, CallId> verdicts = new HashMap<>();

        Optional<ImportedRow> read(Row row) {
            String type = row.cell(Column.TYPE).orElse(Event.Logged.TYPE);
            if (!KINDS.containsKey(type)) {
                row.wrong(Column.TYPE, "is not logged, confidence, note, verdict, undo or withdrawal");
                return Optional.empty();
            }
            row.cells().keySet().stream()
                    .filter(column -> !OF_ALL.contains(column) && !KINDS.get(type).contains(column))
                    .forEach(column -> row.wrong(column, "has no place in a row of the type " + type));
            long number = number(row);
            Optional<Instant> at = moment(row, Column.IMPORTED_AT).or(() -> moment(row, Column.AT));
            Optional<CallId> call = call(row);
            boolean logs = type.equals(Event.Logged.TYPE);
            ObjectNode json = logs ? termsAsJson(row) : eventAsJson(row, type);
            if (!row.errors().isEmpty()) {
                return Optional.empty();
            }
            try {
                Content content = logs ? new Content.Log(intake.termsOfAnyDate(json)) : new Content.Add(intake.event(json));
                CallId id = call.orElseGet(() -> ofContent(json, row));
                if (!logs && !follows(row, id, number, type)) {
                    return Optional.empty();
                }
                return Optional.of(new ImportedRow(row.line(), id, number, at, content));
            } catch (Invalid e) {
                e.errors().forEach(error -> wrong(row, error));
                return Optional.empty();
            }
        }

        private long number(Row row) {
            Optional<String> cell = row.cell(Column.NUMBER);
            long number = cell.map(CsvImport::whole).orElse(0L);
            if (cell.isPresent() && number < 1) {
                row.wrong(Column.NUMBER, "is not a whole number from 1");
            } else if (cell.isPresent() && !numbers.add(number)) {
                row.wrong(Column.NUMBER, "stands in a line above already");
            }
            return number;
        }

        private boolean follows(Row row, CallId call, long number, String type) {
            if (type.equals(Event.Judged.TYPE)) {
                verdicts.put(number, call);
            }
            boolean missing = type.equals(Event.Undo.TYPE) && !call.equals(verdicts.get(whole(row.cells().get(Column.UNDOES))));
            if (missing) {
                row.wrong(Column.UNDOES, "is the number of no verdict on this call in a line above");
            }
            return !missing;
        }
    }

    private static Optional<CallId> call(Row row) {
        Optional<String> text = row.cell(Column.CALL);
        Optional<CallId> call = text.flatMap(CallId::parse);
        if (text.isPresent() && call.isEmpty()) {
            row.wrong(Column.CALL, "is not a call’s id");
        } else if (text.isEmpty() && row.cell(Column.TYPE).filter(type -> !type.equals(Event.Logged.TYPE)).isPresent()) {
            row.wrong(Column.CALL, "is missing");
        }
        return call;
    }

    private static Optional<Instant> moment(Row row, Column column) {
        Optional<String> text = row.cell(column);
        try {
            Optional<OffsetDateTime> moment = text.map(OffsetDateTime::parse);
            if (moment.filter(time -> time.getYear() < 1900 || time.getYear() > 9998).isEmpty()) {
                return moment.map(OffsetDateTime::toInstant);
            }
        } catch (DateTimeException notOne) {
            // said below
        }
        row.wrong(column, "is not a moment such as 2026-11-22T17:18:35Z");
        return Optional.empty();
    }

    /** The same rows have the same id, so that a file without ids can be imported again without doubling its calls. */
    private static CallId ofContent(ObjectNode json, Row row) {
        ObjectNode content = json.deepCopy();
        Stream.of(Column.IMPORTED_AT, Column.AT)
                .flatMap(column -> row.cell(column).stream())
                .findFirst()
                .ifPresent(at -> content.put("at", at));
        return CallId.of(HexFormat.of().parseHex(HashChain.hash(HashChain.canonical(content.toString()))));
    }

    private static ObjectNode termsAsJson(Row row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode plan = json.putObject("plan");
        row.cell(Column.STATEMENT).ifPresent(text -> plan.put("prediction_statement", text));
        row.cell(Column.DUE).ifPresent(text -> plan.put("verification_date", text));
        ObjectNode method = plan.putObject("verification_method");
        list(row, Column.SOURCE, method, LINES);
        list(row, Column.CRITERIA, method, LINES);
        list(row, Column.STEPS, method, LINES);
        plan.put("initial_status", Plan.INITIAL_STATUS);
        list(row, Column.ASSUMPTIONS, plan, LINES);
        whole(row, Column.CONFIDENCE, json, "confidence");
        list(row, Column.TAGS, json, LINES_AND_COMMAS);
        for (Column column : List.of(Column.PROMPT, Column.MODEL, Column.TIMEZONE)) {
            row.cell(column).ifPresent(text -> json.put(column.title(), text));
        }
        return json;
    }

    private static ObjectNode eventAsJson(Row row, String type) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", type);
        whole(row, Column.CONFIDENCE, json, "confidence");
        whole(row, Column.UNDOES, json, "entry");
        list(row, Column.EVIDENCE, json, LINES);
        for (Column column : List.of(Column.OUTCOME, Column.NOTE)) {
            row.cell(column).ifPresent(text -> json.put(column.title(), text));
        }
        return json;
    }

    private static void whole(Row row, Column column, ObjectNode json, String name) {
        row.cell(column).ifPresent(text -> {
            Long number = whole(text);
            if (number == null) {
                json.put(name, text);
            } else {
                json.put(name, number);
            }
        });
    }

    /** The number, or null where the text is none. */
    private static Long whole(String text) {
        return WHOLE.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    /** A list as it was written out, or, from a hand, one entry a line. */
    private static void list(Row row, Column column, ObjectNode json, Pattern between) {
        row.cell(column).ifPresent(text -> {
            if (text.startsWith("[")) {
                try {
                    json.set(column.title(), JsonBody.readList(text));
                } catch (Invalid e) {
                    row.wrong(column, "begins with [ but is not a JSON list");
                }
                return;
            }
            ArrayNode list = json.putArray(column.title());
            Arrays.stream(between.split(text)).map(String::strip).filter(entry -> !entry.isEmpty()).forEach(list::add);
        });
    }

    private static void wrong(Row row, FieldError error) {
        String field = PLACE_IN_LIST.matcher(error.field()).replaceAll("");
        String message = field.equals(error.field()) ? error.message() : "has an entry that " + error.message();
        Column column = switch (field) {
            case "plan.prediction_statement" -> Column.STATEMENT;
            case "plan.verification_date" -> Column.DUE;
            case "entry" -> Column.UNDOES;
            default -> Column.of(field.substring(field.lastIndexOf('.') + 1)).orElse(null);
        };
        if (column == null) {
            row.wrong(error + ".");
        } else {
            row.wrong(column, message);
        }
    }
}
