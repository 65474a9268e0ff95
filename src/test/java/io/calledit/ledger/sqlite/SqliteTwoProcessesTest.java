package io.calledit.ledger.sqlite;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.StoreOpener;
import io.calledit.ledger.TwoProcessesContract;

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
