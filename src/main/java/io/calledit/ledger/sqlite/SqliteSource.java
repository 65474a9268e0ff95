package io.calledit.ledger.sqlite;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import org.flywaydb.core.Flyway;

import io.agroal.api.AgroalDataSource;
import io.calledit.ledger.CallStore;

/**
 * Where a ledger in a file comes from. All that it takes is asked for here, so that a build without it (the function's) has
 * only this class to leave out.
 */
@ApplicationScoped
public class SqliteSource {

    private final Instance<AgroalDataSource> pool;
    private final Instance<Flyway> flyway;

    SqliteSource(@Any Instance<AgroalDataSource> pool, @Any Instance<Flyway> flyway) {
        this.pool = pool;
        this.flyway = flyway;
    }

    /** The store in that folder; nothing is opened before it is used. */
    public CallStore store(Path folder) {
        return new SqliteCallStore(new SqliteFile(folder, pool.get(), flyway::get));
    }
}
