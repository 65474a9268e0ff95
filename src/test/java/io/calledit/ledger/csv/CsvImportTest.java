package io.calledit.ledger.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.calledit.ledger.ImportedRow;
import io.calledit.ledger.LedgerException.BadLines;
import io.calledit.ledger.LedgerException.BadLines.BadLine;
import io.calledit.ledger.intake.Intake;
import io.calledit.planning.PlanChecker;
import io.calledit.prediction.Terms;

class CsvImportTest {

    private static final String TITLES = "statement,due,source,criteria,steps,confidence\n";
    private static final String ROW = "It rains.,2020-05-01T00:00:00Z,Météo,Wet or not,Look,70\n";
    private static final String ALL = "call,number,type,at,imported_at,statement,due,source,criteria,steps,assumptions,confidence,tags,"
            + "prompt,model,timezone,outcome,evidence,note,undoes,hash\n";
    private static final String CALL = "0123456789abcdef,1,logged,,,It rains.,2020-05-01T00:00:00Z,a,b,c,,70,,,,,,,,,\n";

    private final CsvImport csv = new CsvImport(new Intake(
            new PlanChecker(Clock.fixed(Instant.parse("2026-11-22T17:18:35Z"), ZoneOffset.UTC))));

    @Test
    void aTableMadeByHandNeedsLittle() {
        List<ImportedRow> rows = csv.read(utf8("Steps,tags,statement,due,source,criteria,confidence\r\n"
                + "\"Open it\r\n\r\n Look \",\"Rain, PARIS\nrain\",It rains.,2020-05-01T00:00:00+02:00,\"[\"\"a\"\",\"\"b\"\"]\",Wet,70"));

        Terms terms = ((ImportedRow.Content.Log) rows.get(0).content()).terms();
        assertThat(terms.plan().method().steps()).containsExactly("Open it", "Look");
        assertThat(terms.plan().method().source()).containsExactly("a", "b");
        assertThat(terms.tags()).containsExactly("rain", "paris");
        assertThat(rows.get(0).line()).isEqualTo(2);
    }

    @Test
    void semicolonsTabsByteOrderMarksAndBlankRowsAreReadToo() {
        List<ImportedRow> plain = csv.read(utf8(TITLES + ROW));

        assertThat(csv.read(utf8("\uFEFF" + TITLES + ROW))).isEqualTo(plain);
        assertThat(csv.read(utf8((TITLES + ROW).replace(',', ';')))).isEqualTo(plain);
        assertThat(csv.read(utf8((TITLES + ROW).replace(',', '\t')))).isEqualTo(plain);
        assertThat(csv.read(utf8(TITLES + ROW + "\n,,,,,\n\n"))).isEqualTo(plain);
        assertThat(csv.read(utf8(TITLES))).isEmpty();
    }

    @Test
    void aRowWithoutAnIdAlwaysGetsTheSameOne() {
        assertThat(csv.read(utf8(TITLES + ROW)).get(0).call()).isEqualTo(csv.read(utf8(TITLES + ROW)).get(0).call());
        assertThat(csv.read(utf8(TITLES + ROW)).get(0).call())
                .isNotEqualTo(csv.read(utf8(TITLES + ROW.replace("70", "71"))).get(0).call());
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                bad("", 1, null, "titles"),
                bad("\n" + TITLES + ROW, 1, null, "titles"),
                bad("statement,due\n", 1, "source", "is missing"),
                bad(TITLES.replace("due", "deu"), 1, "deu", "is no column"),
                bad(TITLES.replace("due", "due,due"), 1, "due", "twice"),
                bad(TITLES + ROW + "It snows.,2020-05-01T00:00:00Z\n", 3, null, "2 cells"),
                bad(TITLES + ROW.replace(",70", ",70,"), 2, null, "7 cells"),
                bad(TITLES + "\"It\nrains.\",2020-05-01T00:00:00Z,a,b,c,70\n" + ROW.replace("70", "x"), 4, "confidence", "whole number"),
                bad(TITLES + ROW.replace("70", "70.5"), 2, "confidence", "whole number"),
                bad(TITLES + ROW.replace("70", ""), 2, "confidence", "is missing"),
                bad(TITLES + ROW.replace("2020-05-01T00:00:00Z", "1 May 2020"), 2, "due", "ISO 8601"),
                bad(TITLES + ROW.replace("Look", "[\"Look\""), 2, "steps", "JSON list"),
                bad(TITLES + ROW.replace("Look", "[7]"), 2, "steps", "has an entry"),
                bad(TITLES + ROW.replace("Look", "a\u0007b"), 2, "steps", "not text"),
                bad(TITLES + ROW + "\"It rains,2020-05-01T00:00:00Z,a,b,c,70\n", 3, null, "breaks off"),
                bad(TITLES + ROW + "\"It\"rains,2020-05-01T00:00:00Z,a,b,c,70\n", 3, null, "closing quote"),
                bad(TITLES + "x".repeat(100_001) + ",2020-05-01T00:00:00Z,a,b,c,70\n", 2, "statement", "longer than"),
                bad(TITLES + ROW.repeat(50_001), 50_002, null, "more than 50000 rows"),
                bad(ALL + CALL.replace("logged", "lodged"), 2, "type", "is not logged"),
                bad(ALL + CALL.replace("0123456789abcdef", "x"), 2, "call", "id"),
                bad(ALL + CALL.replace(",1,logged,", ",-1,logged,"), 2, "number", "whole number"),
                bad(ALL + CALL + CALL, 3, "number", "already"),
                bad(ALL + CALL.replace(",logged,,", ",logged,yesterday,"), 2, "at", "moment"),
                bad(ALL + CALL.replace(",,,,,\n", ",,x,,,\n"), 2, "evidence", "no place"),
                bad(ALL + CALL + ",2,note,,,,,,,,,,,,,,,,Hm,,\n", 3, "call", "is missing"),
                bad(ALL + CALL + "0123456789abcdef,2,verdict,,,,,,,,,,,,,,maybe,,Hm,,\n", 3, "outcome", "is not came_true"),
                bad(ALL + CALL + "0123456789abcdef,2,verdict,,,,,,,,,,,,,,void,x.example,,,\n", 3, "evidence", "has an entry"),
                bad(ALL + CALL + "0123456789abcdef,2,undo,,,,,,,,,,,,,,,,,1,\n", 3, "undoes", "no verdict"));
    }

    private static Arguments bad(String file, long line, String field, String words) {
        return Arguments.of(file, line, field, words);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void whatIsWrongIsNamedByLineAndColumn(String file, long line, String field, String words) {
        List<BadLine> lines = refused(utf8(file));

        assertThat(lines).anySatisfy(bad -> {
            assertThat(bad.line()).isEqualTo(line);
            assertThat(bad.field().orElse(null)).isEqualTo(field);
            assertThat(bad.message()).contains(words);
        });
    }

    @Test
    void aLineThatIsNotUtf8IsNamed() {
        List<BadLine> lines = refused((TITLES + ROW + ROW).replace("Météo", "M\u00E9t\u00E9o").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(lines.get(0).line()).isEqualTo(2);
        assertThat(lines.get(0).message()).contains("UTF-8");
    }

    @Test
    void allBadLinesAreNamedUpToALimit() {
        assertThat(refused(utf8(TITLES + ROW.replace("70", "x") + ROW + ROW.replace("70", "0")))).extracting(BadLine::line).containsExactly(2L, 4L);
        assertThat(refused(utf8(TITLES + ROW.replace("70", "x").repeat(1_000)))).hasSize(50);
    }

    private List<BadLine> refused(byte[] file) {
        return catchThrowableOfType(BadLines.class, () -> csv.read(file)).lines();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
