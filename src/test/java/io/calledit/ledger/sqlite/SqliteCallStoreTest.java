package io.calledit.ledger.sqlite;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.CallStoreContract;

class SqliteCallStoreTest implements CallStoreContract {

    @TempDir
    Path folder;

    private SqliteFolder ledger;

    @BeforeEach
    void open() {
        ledger = new SqliteFolder(folder.resolve("not there yet"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Override
    public CallStore store() {
        return ledger.store();
    }
}
