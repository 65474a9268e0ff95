package io.calledit.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.calledit.ledger.proof.Databases.Shape;
import io.calledit.ledger.proof.Finding.Broken;
import io.calledit.ledger.proof.Finding.Chain;
import io.calledit.ledger.proof.Finding.Holds;
import io.calledit.ledger.proof.Finding.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseVerifierTest {

    private static final List<Chains.Sealed> CHAIN = Chains.of("local", 12, 7);
    private static final List<Chains.Sealed> OTHER = Chains.of("other", 5, 8);

    @TempDir
    Path folder;

    private Path file;

    private void write(Shape shape) throws Exception {
        file = folder.resolve("a ledger?.db");
        Databases.write(file, shape, Map.of("local", CHAIN));
    }

    @ParameterizedTest
    @EnumSource
    void everyOwnersChainHolds(Shape shape) throws Exception {
        file = folder.resolve("ledger.db");
        Databases.write(file, shape, Map.of("local", CHAIN, "other", OTHER));

        assertThat(DatabaseVerifier.verify(file, null)).isEqualTo(new Holds(List.of(
                new Chain("local", 12, Chains.calls(CHAIN), Chains.head(CHAIN)),
                new Chain("other", 5, Chains.calls(OTHER), Chains.head(OTHER))), List.of()));
    }

    /** Every single one of them: what lies between the page's header and its end, row by row. */
    @ParameterizedTest
    @EnumSource
    void noByteOfARowCanBeChangedUnnoticed(Shape shape) throws Exception {
        write(shape);
        var bytes = Files.readAllBytes(file);
        var unnoticed = new ArrayList<Integer>();
        var unnamed = new ArrayList<Integer>();
        var misnamed = new ArrayList<Integer>();
        for (var one : CHAIN.subList(3, 6)) {
            long number = one.entry().get("number").asLong();
            var body = one.canonical().getBytes(StandardCharsets.UTF_8);
            int start = Databases.rowOf(bytes, body);
            for (int at = start; at < start + Databases.BEFORE_THE_TEXT + body.length + one.hash().length(); at++) {
                var finding = verifyWith(bytes, at, 1 << at % 8);
                if (finding instanceof Holds) {
                    unnoticed.add(at);
                } else if (!(finding instanceof Broken broken) || broken.entry().isEmpty()) {
                    unnamed.add(at);
                } else if (broken.entry().getAsLong() != number) {
                    misnamed.add(at);
                }
            }
        }
        assertThat(unnoticed).isEmpty();
        assertThat(unnamed).isEmpty();
        assertThat(misnamed).isEmpty();
    }

    /** SQLite's own bytes before a row say how long the row and its columns are. */
    @ParameterizedTest
    @EnumSource
    void noByteOfARowsHeaderCanBeChangedUnnoticed(Shape shape) throws Exception {
        write(shape);
        var bytes = Files.readAllBytes(file);
        var unnoticed = new ArrayList<Integer>();
        for (var one : CHAIN.subList(3, 6)) {
            int start = Databases.rowOf(bytes, one.canonical().getBytes(StandardCharsets.UTF_8));
            for (int at = start - Databases.LENGTHS; at < start; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    if (verifyWith(bytes, at, 1 << bit) instanceof Holds) {
                        unnoticed.add(at);
                    }
                }
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsLeftOutIsNamed(Shape shape) throws Exception {
        write(shape);
        Databases.change(file, "DELETE FROM entries WHERE number = 5");

        assertThat(DatabaseVerifier.verify(file, null)).isEqualTo(broken(5, "its number is 6, where 5 comes next."));
    }

    @Test
    void rowsThatAreDroppedAtTheEndAreMissedByTheTotals() throws Exception {
        write(Shape.ROWS);
        Databases.change(file, "DELETE FROM entries WHERE number > 10");

        assertThat(DatabaseVerifier.verify(file, null)).isEqualTo(broken(11,
                "it is missing: the table \"ledgers\" claims 12 entries, and the last one is 10."));
    }

    @Test
    void rowsThatAreDroppedAtTheEndWithTheTotalsAreMissedByAReceipt() throws Exception {
        file = folder.resolve("ledger.db");
        Databases.write(file, Shape.ROWS, Map.of("local", CHAIN.subList(0, 10)));
        var receipt = new Receipt(12, CHAIN.get(11).hash());

        assertThat(DatabaseVerifier.verify(file, null)).isInstanceOf(Holds.class);
        assertThat(DatabaseVerifier.verify(file, receipt)).isEqualTo(broken(12,
                "no ledger in the database has the entry that is on the receipt."));
        assertThat(DatabaseVerifier.verify(file, new Receipt(9, CHAIN.get(8).hash()))).isInstanceOf(Holds.class);
    }

    @Test
    void anEntryThatWasWrittenAgainBreaksTheNextOne() throws Exception {
        write(Shape.ROWS);
        var forged = CHAIN.get(4).canonical().replace("\"v\":1", "\"v\":1").replace("17:18:39", "17:18:38");
        Databases.change(file, "UPDATE entries SET at = '2026-11-22T17:18:38.123Z', body = '" + forged.replace("'", "''")
                + "', hash = '" + CanonicalJson.sha256(forged.getBytes(StandardCharsets.UTF_8)) + "' WHERE number = 5");

        assertThat(DatabaseVerifier.verify(file, null)).isEqualTo(broken(6,
                "its \"previous\" isn't the hash of the entry before it."));
    }

    @Test
    void aTextThatSaysTheSameInOtherBytesIsNotTheOneThatWasWritten() throws Exception {
        write(Shape.ROWS);
        Databases.change(file, "UPDATE entries SET body = replace(body, '\"v\":1', '\"v\": 1') WHERE number = 3");

        assertThat(DatabaseVerifier.verify(file, null)).isEqualTo(broken(3,
                "its stored text isn't the canonical JSON of what it says."));
    }

    @Test
    void theLedgerIsNamedWhereThereAreMany() throws Exception {
        file = folder.resolve("ledger.db");
        Databases.write(file, Shape.ROWS, Map.of("local", CHAIN, "other", OTHER));
        Databases.change(file, "UPDATE entries SET hash = replace(hash, '0', '1') WHERE owner = 'other' AND number = 2");

        assertThat(DatabaseVerifier.verify(file, null))
                .isEqualTo(broken(2, ChainCheck.OTHER_HASH + " The ledger is that of \"other\"."));
    }

    @Test
    void entriesOfAnOwnerWhomTheTotalsDoNotKnowAreFound() throws Exception {
        file = folder.resolve("ledger.db");
        Databases.write(file, Shape.ROWS, Map.of("local", CHAIN, "other", OTHER));
        Databases.change(file, "DELETE FROM ledgers WHERE owner = 'other'");

        assertThat(DatabaseVerifier.verify(file, null)).isEqualTo(new Broken(OptionalLong.empty(),
                "the table \"ledgers\" doesn't know the owner \"other\" of some entries."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "WAL"})
    void nothingIsWrittenToTheFileOrBesideIt(String journal) throws Exception {
        write(Shape.ROWS);
        Databases.change(file, "PRAGMA journal_mode = " + journal);
        var before = Files.readAllBytes(file);

        assertThat(DatabaseVerifier.verify(file, null)).isInstanceOf(Holds.class);

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatIsStillInTheLogBesideTheFileIsRead() throws Exception {
        write(Shape.ROWS);
        Databases.change(file, "PRAGMA journal_mode = WAL");
        try (var writer = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = writer.createStatement()) {
            statement.execute("UPDATE entries SET call = upper(call) WHERE number = 4");

            assertThat(Files.size(Path.of(file + "-wal"))).isPositive();
            assertThat(DatabaseVerifier.verify(file, null))
                    .isEqualTo(broken(4, "its column \"call\" isn't what its text says."));
        }
    }

    @Test
    void aFileThatIsNoLedgerIsToldInWords() throws Exception {
        file = folder.resolve("other.db");
        Databases.change(file, "CREATE TABLE cats(name TEXT)");

        assertThat(DatabaseVerifier.verify(file, null)).isEqualTo(new Unreadable(
                "It isn't a CalledIt database: it hasn't the tables \"entries\" and \"ledgers\" with their columns."));
    }

    @Test
    void aFileThatIsCutOffIsToldInWords() throws Exception {
        write(Shape.ROWS);
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, 200));

        assertThat(DatabaseVerifier.verify(file, null))
                .isEqualTo(new Unreadable("The database file is damaged, and SQLite can't read it."));
    }

    private Finding verifyWith(byte[] bytes, int at, int flip) throws IOException {
        bytes[at] ^= (byte) flip;
        Files.write(file, bytes);
        bytes[at] ^= (byte) flip;
        return DatabaseVerifier.verify(file, null);
    }

    private static Broken broken(long entry, String reason) {
        return new Broken(OptionalLong.of(entry), reason);
    }
}
