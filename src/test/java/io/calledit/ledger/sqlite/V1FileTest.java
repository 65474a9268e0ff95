package io.calledit.ledger.sqlite;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.ChainOfTheStore;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.SearchText;
import io.calledit.ledger.Sort;
import io.calledit.ledger.State;
import io.calledit.ledger.proof.DatabaseVerifier;
import io.calledit.ledger.proof.Finding;

/** The file in {@code v1.db} was written with the first version of the schema; {@link V1File} made it. */
class V1FileTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aFileOfTheFirstVersionIsBroughtUpToDateWithAllThatIsInIt() throws Exception {
        try (InputStream file = V1FileTest.class.getResourceAsStream("v1.db")) {
            Files.copy(file, folder.resolve(SqliteFile.NAME));
        }
        assertVerifies();

        try (SqliteFolder ledger = new SqliteFolder(folder)) {
            assertThat(ledger.store().head(ANN).entries()).isEqualTo(V1File.ENTRIES);
            assertThat(ledger.store().head(ANN).hash()).isEqualTo(V1File.HEAD);
            assertVerifies();
            ChainOfTheStore.assertHolds(ledger.store(), ANN);
            ChainOfTheStore.assertCallsFollow(ledger.store(), ANN);
            assertThat(found(ledger, "zurich")).containsExactly("It snows in Zürich");
            assertThat(found(ledger, "call")).hasSize(V1File.CALLS - 1);
            assertThat(found(ledger, State.JUDGED)).containsExactly("Call 2");
            assertThat(found(ledger, State.WITHDRAWN)).containsExactly("Call 3");
            assertThat(version(ledger)).isEqualTo("3");

            new Ledger(ledger.store(), Clock.systemUTC()).log(ANN, newKey(), terms("Zurich again", "2099-01-01T00:00:00Z"));
            assertThat(found(ledger, "zurich")).containsExactly("It snows in Zürich", "Zurich again");
            ChainOfTheStore.assertHolds(ledger.store(), ANN);
        }
        assertVerifies();
    }

    private void assertVerifies() {
        assertThat(DatabaseVerifier.verify(folder.resolve(SqliteFile.NAME), null)).isInstanceOf(Finding.Holds.class);
    }

    private static List<String> found(SqliteFolder ledger, String text) {
        return page(ledger, Optional.empty(), text);
    }

    private static List<String> found(SqliteFolder ledger, State state) {
        return page(ledger, Optional.of(state), "");
    }

    private static List<String> page(SqliteFolder ledger, Optional<State> state, String text) {
        CallQuery query = new CallQuery(state, Optional.empty(), SearchText.words(text), Sort.DUE, 25, Optional.empty(), NOW);
        return ledger.store().page(ANN, query).calls().stream().map(CallSummary::statement).toList();
    }

    private static String version(SqliteFolder ledger) throws Exception {
        try (Connection connection = ledger.pool().getConnection()) {
            return Reading.all(
                            connection,
                            "SELECT version FROM flyway_schema_history ORDER BY installed_rank DESC",
                            List.of(),
                            row -> row.getString(1))
                    .get(0);
        }
    }
}
