package io.calledit.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.StoreOpener;
import io.calledit.ledger.TwoProcessesContract;
import io.calledit.ledger.proof.DatabaseVerifier;
import io.calledit.ledger.proof.Finding;

class SqliteTwoProcessesTest implements TwoProcessesContract {

    @TempDir
    Path folder;

    private SqliteFolder ledger;

    @BeforeEach
    void open() {
        ledger = new SqliteFolder(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Override
    public void assertHoldsOnTheDisk() {
        assertThat(DatabaseVerifier.verify(folder.resolve(SqliteFile.NAME), null)).isInstanceOf(Finding.Holds.class);
    }

    @Override
    public Class<? extends StoreOpener> opener() {
        return SqliteOpener.class;
    }

    @Override
    public String where() {
        return folder.toString();
    }

    @Override
    public CallStore store() {
        return ledger.store();
    }
}
