package io.calledit.ledger;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the ledger is kept. */
@ConfigMapping(prefix = "calledit.ledger")
public interface LedgerConfig {

    @WithDefault("sqlite")
    Store store();

    /** The folder of the SQLite file; made when it isn't there. */
    @WithDefault("${user.home}/.calledit")
    Path dataDir();

    /** Whether the store is looked at when the service starts, so that the log says at once what is wrong with it. */
    @WithDefault("true")
    boolean openAtStart();

    Dynamodb dynamodb();

    enum Store {
        /** A file on this machine. */
        SQLITE,
        /** A table that any number of machines share. */
        DYNAMODB
    }

    interface Dynamodb {

        @WithDefault("calledit")
        String table();

        /** Whether the table is made where it is missing; elsewhere that is the command {@code create-table}'s. */
        @WithDefault("false")
        boolean createTable();
    }
}
