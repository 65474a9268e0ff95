package io.calledit.ledger.sqlite;

import java.nio.file.Path;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.StoreOpener;

/** Opens the ledger in a folder. */
public final class SqliteOpener implements StoreOpener {

    @Override
    public CallStore open(String where) {
        return new SqliteFolder(Path.of(where)).store();
    }
}
