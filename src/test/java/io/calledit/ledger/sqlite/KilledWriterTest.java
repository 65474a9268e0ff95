package io.calledit.ledger.sqlite;

import static io.calledit.ledger.Examples.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.CallSummary;
import io.calledit.ledger.ChainOfTheStore;
import io.calledit.ledger.Entry;
import io.calledit.ledger.WritingProcess;
import io.calledit.ledger.proof.DatabaseVerifier;
import io.calledit.ledger.proof.Finding;
import io.calledit.prediction.CallId;

/** What the whole service does not show when it is killed: that none of its tables is half-written, nor a file half-made. */
class KilledWriterTest {

    private static final int KILLS = 8;
    private static final int WRITERS = 4;
    private static final int FAR_MORE_ENTRIES_THAN_IT_LIVES_FOR = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedOutlivesAKillInTheMiddleOfWrites() throws Exception {
        long seed = Long.getLong("calledit.seed", new Random().nextLong());
        System.out.println("Killed at moments of the seed -Dcalledit.seed=" + seed);
        Random random = new Random(seed);
        Map<Long, String> acknowledged = new HashMap<>();
        long before = 0;

        WritingProcess next = start();
        // Once more than said: the first one is killed while it opens the file, or makes it.
        for (int kill = 0; kill <= KILLS; kill++) {
            List<WritingProcess.Acknowledged> latest;
            try (WritingProcess writer = next) {
                // It touches nothing before it is let go, so that it can get ready while this one is looked at.
                next = start();
                writer.go();
                for (int wait = kill == 0 ? 0 : 1 + random.nextInt(60); wait > 0; wait--) {
                    assertThat(writer.next()).isTrue();
                }
                latest = writer.kill(random.nextInt(kill == 0 ? 1_000_000 : 5_000));
            }
            latest.forEach(each -> acknowledged.put(each.number(), each.hash()));

            try (SqliteFolder ledger = new SqliteFolder(folder)) {
                List<Entry> entries = ChainOfTheStore.all(ledger.store(), ANN);
                Map<Long, String> kept = new HashMap<>();
                entries.forEach(entry -> kept.put(entry.number(), entry.hash()));
                assertThat(kept).as("after kill %d of seed %d", kill, seed).containsAllEntriesOf(acknowledged);
                // What was written but not yet acknowledged is at most what each writer had in hand.
                assertThat(entries.size() - before - latest.size()).isBetween(0L, (long) WRITERS);
                ChainOfTheStore.assertHolds(ledger.store(), ANN);
                ChainOfTheStore.assertCallsFollow(ledger.store(), ANN);
                assertNothingIsHalfWritten(ledger, entries);
                before = entries.size();
            }
        }
        next.close();
        assertThat(DatabaseVerifier.verify(folder.resolve(SqliteFile.NAME), null)).isInstanceOf(Finding.Holds.class);
        System.out.println(before + " entries outlived " + KILLS + " kills, " + acknowledged.size() + " of them acknowledged");
    }

    private WritingProcess start() throws Exception {
        return WritingProcess.start(SqliteOpener.class, folder.toString(), WRITERS, FAR_MORE_ENTRIES_THAN_IT_LIVES_FOR);
    }

    private static void assertNothingIsHalfWritten(SqliteFolder ledger, List<Entry> entries) throws Exception {
        Map<CallId, CallSummary> calls = ChainOfTheStore.listed(ledger.store(), ANN);
        try (Connection connection = ledger.pool().getConnection()) {
            assertThat(text(connection, "PRAGMA integrity_check")).isEqualTo("ok");
            assertThat(text(connection, "PRAGMA foreign_key_check")).isNull();
            assertThat(text(connection, "SELECT count(*) FROM calls")).isEqualTo("" + calls.size());
            assertThat(text(connection, "SELECT count(*) FROM receipts")).isEqualTo("" + entries.size());
            assertThat(text(connection, "SELECT count(*) FROM receipts r JOIN entries e ON e.number = r.entry AND e.call = r.call"))
                    .isEqualTo("" + entries.size());
            assertThat(text(connection, "SELECT count(*) FROM search WHERE search MATCH 'wri'")).isEqualTo("" + calls.size());
            assertThat(text(connection, "SELECT count(*) FROM tags t JOIN calls c ON c.row = t.row AND c.state = t.state"
                            + " AND c.due = t.due AND t.tag IN (SELECT value FROM json_each(c.tags))"))
                    .isEqualTo(text(connection, "SELECT count(*) FROM tags"))
                    .isEqualTo("" + calls.values().stream().mapToInt(call -> call.tags().size()).sum());
        }
    }

    private static String text(Connection connection, String sql) throws Exception {
        return Reading.all(connection, sql, List.of(), row -> row.getString(1)).stream().findFirst().orElse(null);
    }
}
