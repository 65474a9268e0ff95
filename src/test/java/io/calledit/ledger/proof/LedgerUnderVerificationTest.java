package io.calledit.ledger.proof;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.BEN;
import static io.calledit.ledger.Examples.cameTrue;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.calledit.identity.Owner;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Event;
import io.calledit.ledger.ImportedRow;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.sqlite.SqliteFolder;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.Verdict;
import java.io.ByteArrayInputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two meet: what the ledger writes, and the verifier that knows nothing of it. */
class LedgerUnderVerificationTest {

    private static final String IMPORTED =
            "Entries that came from a file: 2. The times that they bring with them are only claimed.";

    @TempDir
    Path folder;

    private SqliteFolder file;
    private Ledger ledger;

    @BeforeEach
    void writeEveryKindOfEntry() {
        file = new SqliteFolder(folder);
        ledger = new Ledger(file.store(), Clock.fixed(Instant.parse("2026-11-22T12:00:00.123456789Z"), ZoneOffset.UTC));
        var id = ledger.log(ANN, newKey(), terms("It rains “cats\tand dogs” \\ 🚀\u2028\u007f é", "2027-01-01T00:00+01:00", "öl")).call();
        add(id, new Event.Confidence(40));
        add(id, cameTrue());
        add(id, new Event.Undo(3));
        add(id, new Event.Judged(new Verdict(Outcome.CANT_TELL, List.of(), Optional.of("No one looked.\nNo one."))));
        add(id, new Event.Note("Still raining"));
        var other = ledger.log(ANN, newKey(), terms("It snows", "2027-06-30T23:59:59Z")).call();
        add(other, new Event.Withdrawal(Optional.empty()));
        var old = new CallId("0123456789abcdef");
        var then = Optional.of(Instant.parse("2001-02-03T04:05:06Z"));
        ledger.importAll(ANN, List.of(
                new ImportedRow(2, old, 1, then, new ImportedRow.Content.Log(terms("It thaws", "2001-03-01T00:00:00Z"))),
                new ImportedRow(3, old, 2, then, new ImportedRow.Content.Add(new Event.Confidence(20)))));
        ledger.log(BEN, newKey(), terms("It hails", "2027-06-30T23:59:59Z"));
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void theFileHoldsWhileItIsInUse() {
        assertThat(DatabaseVerifier.verify(folder.resolve("ledger.db"), null)).isEqualTo(
                new Finding.Holds(List.of(chain(ANN), chain(BEN)), List.of(IMPORTED)));
    }

    @Test
    void anEntryOfAWholeSecondHoldsToo() {
        Instant whole = Instant.parse("2026-11-22T12:00:00Z");
        new Ledger(file.store(), Clock.fixed(whole, ZoneOffset.UTC)).log(ANN, newKey(), terms("It clears", "2027-01-01T00:00Z"));

        assertThat(DatabaseVerifier.verify(folder.resolve("ledger.db"), null)).isInstanceOf(Finding.Holds.class);
    }

    @Test
    void theProofHolds() {
        var entries = ledger.chain(ANN, 0, 100);
        var head = ledger.head(ANN);
        var proof = entries.stream().map(LedgerUnderVerificationTest::element).collect(Collectors.joining(",",
                "{\"format\":\"calledit-proof-1\",\"owner\":\"" + ANN.id() + "\",\"entries\":" + head.entries() + ",\"calls\":"
                        + head.calls() + ",\"head\":\"" + head.hash() + "\",\"chain\":[", "]}"));

        assertThat(ChainVerifier.verify(new ByteArrayInputStream(proof.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Finding.Holds(List.of(chain(ANN)), List.of(IMPORTED)));
    }

    /** In the file itself, and so in the table alone: the indexes and totals beside it stay as they were. */
    @Test
    void noByteOfAnyColumnOfAnyEntryCanBeChangedUnnoticed() throws Exception {
        var written = Stream.of(ANN, BEN).collect(Collectors.toMap(owner -> owner, owner -> ledger.chain(owner, 0, 100).stream().map(KeptEntry::read).toList()));
        assertThat(written.get(ANN).stream().map(entry -> entry.event().getClass()).distinct())
                .as("kinds of entries").hasSameSizeAs(Event.class.getPermittedSubclasses());
        file.close();
        var path = folder.resolve("ledger.db");
        var bytes = Files.readAllBytes(path);
        var unnoticed = new ArrayList<String>();
        var unnamed = new ArrayList<String>();
        try (var changed = new RandomAccessFile(path.toFile(), "rw")) {
            for (var owner : written.keySet()) {
                for (var entry : written.get(owner)) {
                    var body = entry.body().getBytes(StandardCharsets.UTF_8);
                    int beforeTheText = owner.id().length() + bytesOf(entry.number())
                            + entry.call().text().length() + "2026-11-22T12:00:00.123Z".length();
                    int start = Databases.rowOf(bytes, body, beforeTheText);
                    int end = start + beforeTheText + body.length + entry.hash().length();
                    assertThat(new String(bytes, start, owner.id().length(), StandardCharsets.UTF_8)).isEqualTo(owner.id());
                    assertThat(new String(bytes, end - 64, 64, StandardCharsets.UTF_8)).isEqualTo(entry.hash());
                    for (int at = start - Databases.LENGTHS; at < end; at++) {
                        changed.seek(at);
                        changed.write(bytes[at] ^ 1 << at % 8);
                        var finding = DatabaseVerifier.verify(path, null);
                        changed.seek(at);
                        changed.write(bytes[at]);
                        var where = owner.id() + " " + entry.number() + " " + (at - start) + ": " + finding;
                        if (finding instanceof Finding.Holds) {
                            unnoticed.add(where);
                        } else if (at >= start && !(finding instanceof Finding.Broken broken
                                && broken.entry().equals(OptionalLong.of(entry.number())))) {
                            unnamed.add(where);
                        }
                    }
                }
            }
        }
        assertThat(unnoticed).isEmpty();
        assertThat(unnamed).isEmpty();
        assertThat(DatabaseVerifier.verify(path, null)).isInstanceOf(Finding.Holds.class);
    }

    /** SQLite keeps 0 and 1 in the column's type alone (https://sqlite.org/fileformat2.html, "Record Format"). */
    private static int bytesOf(long number) {
        return number == 1 ? 0 : 1;
    }

    private void add(CallId id, Event event) {
        ledger.add(ANN, newKey(), id, event);
    }

    private Finding.Chain chain(Owner owner) {
        var head = ledger.head(owner);
        return new Finding.Chain(owner.id(), head.entries(), head.calls(), head.hash());
    }

    private static String element(KeptEntry entry) {
        return "{\"entry\":" + entry.body() + ",\"hash\":\"" + entry.hash() + "\"}";
    }
}
