package io.calledit.ledger;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.cameTrue;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.calledit.ledger.ImportedRow.Content;
import io.calledit.ledger.LedgerException.BadLines;
import io.calledit.prediction.CallId;

class ImportTest {

    private static final Instant THEN = Instant.parse("2020-02-03T04:05:06.789Z");
    private static final CallId OLD = new CallId("0000000000000000");
    private static final CallId OTHER = new CallId("1111111111111111");

    private final CallStore store = new InMemoryCallStore();
    private final Ledger ledger =
            new Ledger(store, Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));

    private static ImportedRow log(long line, CallId call) {
        return new ImportedRow(
                line, call, line, Optional.of(THEN), new Content.Log(terms("Long ago", "2021-01-01T00:00:00Z")));
    }

    private static ImportedRow add(long line, CallId call, Event event) {
        return new ImportedRow(line, call, line, Optional.of(THEN), new Content.Add(event));
    }

    @Test
    void aCallOfLongAgoIsTakenOverWithAllThatHappenedToIt() {
        ledger.log(ANN, newKey(), terms("Mine", "2027-01-01T00:00:00Z"));

        Ledger.Imported imported = ledger.importAll(ANN, List.of(
                log(2, OLD),
                add(3, OLD, new Event.Confidence(80)),
                add(4, OLD, cameTrue()),
                add(5, OLD, new Event.Undo(4)),
                add(6, OLD, cameTrue())));

        assertThat(imported).isEqualTo(new Ledger.Imported(1, 5, 0));
        Call call = ledger.call(ANN, OLD);
        assertThat(call.summary().number()).isEqualTo(2);
        assertThat(call.summary().importedFrom()).contains(THEN);
        assertThat(call.summary().loggedAt()).isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(call.verdict()).contains(cameTrue().verdict());
        assertThat(call.entries().get(3).event()).isEqualTo(new Event.Undo(4));
        ChainOfTheStore.assertHolds(store, ANN);
    }

    @Test
    void anUndoFindsItsVerdictUnderTheNumberThatItHasHere() {
        ledger.log(ANN, newKey(), terms("Mine", "2027-01-01T00:00:00Z"));
        ledger.log(ANN, newKey(), terms("Mine, too", "2027-01-01T00:00:00Z"));

        ledger.importAll(ANN, List.of(log(2, OLD), add(3, OLD, cameTrue()), add(4, OLD, new Event.Undo(3))));

        assertThat(ledger.call(ANN, OLD).entries().get(2).event()).isEqualTo(new Event.Undo(4));
    }

    @Test
    void nothingIsImportedByHalves() {
        assertThatExceptionOfType(BadLines.class)
                .isThrownBy(() -> ledger.importAll(ANN, List.of(
                        log(2, OLD),
                        log(3, OLD),
                        add(4, OTHER, cameTrue()),
                        add(5, OLD, new Event.Undo(2)),
                        add(6, OLD, new Event.Note("fine")))))
                .satisfies(bad -> assertThat(bad.lines()).extracting(BadLines.BadLine::line).containsExactly(3L, 4L, 5L));
        assertThat(ledger.head(ANN)).isEqualTo(Head.EMPTY);
    }

    @Test
    void importingAFileAgainChangesNothing() {
        List<ImportedRow> rows = List.of(log(2, OLD), add(3, OLD, cameTrue()));
        ledger.importAll(ANN, rows);
        Head head = ledger.head(ANN);

        assertThat(ledger.importAll(ANN, rows)).isEqualTo(new Ledger.Imported(0, 0, 1));
        assertThat(ledger.head(ANN)).isEqualTo(head);
    }
}
