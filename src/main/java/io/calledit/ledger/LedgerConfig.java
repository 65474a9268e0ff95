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
    }
}
