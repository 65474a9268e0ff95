package io.calledit.ledger.sqlite;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.cameTrue;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import io.calledit.ledger.Event;
import io.calledit.ledger.Ledger;
import io.calledit.prediction.CallId;

/**
 * Makes {@code v1.db}: a file as the first version of the schema has it, with a few calls. It is kept as it is; make it
 * again only if that version itself was wrong, and copy what is printed to {@link #HEAD}.
 */
final class V1File {

    static final int CALLS = 5;
    static final int ENTRIES = 12;
    static final String HEAD = "e5afd744caee40723ee1f2e3e83379b19949f68bd10fa6e4bdc094c3b37d2a86";

    private V1File() {}

    /** @param args the file to write */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("v1");
        try (SqliteFolder made = new SqliteFolder(folder)) {
            Ledger ledger = new Ledger(made.store(), Clock.fixed(Instant.parse("2026-11-22T11:00:00.123Z"), ZoneOffset.UTC));
            ledger.log(ANN, newKey(), terms("It snows in Zürich", "2027-01-01T00:00:00+05:45", "météo", "two words"));
            CallId[] calls = new CallId[CALLS];
            for (int i = 1; i < CALLS; i++) {
                calls[i] = ledger.log(ANN, newKey(), terms("Call " + i, "2027-01-0" + i + "T00:00:00Z", "tag")).call();
            }
            ledger.add(ANN, newKey(), calls[1], new Event.Confidence(60));
            ledger.add(ANN, newKey(), calls[1], new Event.Note("a\nb"));
            ledger.add(ANN, newKey(), calls[2], cameTrue());
            ledger.add(ANN, newKey(), calls[2], new Event.Undo(8));
            ledger.add(ANN, newKey(), calls[2], cameTrue());
            ledger.add(ANN, newKey(), calls[2], new Event.Note("seen twice"));
            ledger.add(ANN, newKey(), calls[3], new Event.Withdrawal(Optional.of("never mind")));
            try (Connection connection = made.pool().getConnection(); Statement statement = connection.createStatement()) {
                // All that later versions have added.
                statement.execute("DROP TABLE search");
                statement.execute("DROP TABLE transcripts");
                statement.execute("DELETE FROM flyway_schema_history WHERE version <> '1'");
                statement.execute("VACUUM");
            }
            System.out.println(made.store().head(ANN));
        }
        Files.copy(folder.resolve(SqliteFile.NAME), Path.of(args[0]));
    }
}
