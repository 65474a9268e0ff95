package io.calledit.ledger;

import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.calledit.identity.Owner;
import io.calledit.ledger.sqlite.SqliteFile;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class StoresTest {

    private static final Owner SOMEONE = new Owner("wiring");

    /** See https://sqlite.org/pragma.html#pragma_synchronous. */
    private static final int FULL = 2;

    @Inject
    // Looked up where it is used: services whose ledger is elsewhere have none, and start with this class beside them.
    Instance<AgroalDataSource> pool;

    @Inject
    Ledger ledger;

    @Inject
    LedgerConfig config;

    @Test
    void aLedgerIsKeptInAFileUnlessToldOtherwise() {
        var written = ledger.log(SOMEONE, newKey(), terms("It rains", "2099-01-01T00:00:00Z"));

        assertThat(ledger.call(SOMEONE, written.call()).summary().statement()).isEqualTo("It rains");
        assertThat(config.dataDir().resolve(SqliteFile.NAME)).isNotEmptyFile();
        assertThat(Files.exists(config.dataDir().resolve(SqliteFile.NAME + "-wal"))).isTrue();
    }

    /** The same settings in a file of the tests would say nothing of the pool that the service really uses. */
    @Test
    void whatIsCommittedIsOnTheDiskBeforeItIsAnsweredFor() throws Exception {
        ledger.head(SOMEONE);

        try (Connection connection = pool.get().getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("PRAGMA synchronous").getInt(1)).isEqualTo(FULL);
            assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1)).isEqualTo("wal");
        }
    }
}
