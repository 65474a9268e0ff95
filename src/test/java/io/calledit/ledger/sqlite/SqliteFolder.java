package io.calledit.ledger.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;

/** A folder with a ledger's file, opened with the settings of the service but without the service around it. */
public final class SqliteFolder implements AutoCloseable {

    private static final String URL = property("quarkus.datasource.jdbc.url");

    // Held, since the log manager forgets loggers that nobody holds.
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    static {
        FLYWAY.setLevel(Level.WARNING);
    }

    private final AgroalDataSource pool;
    private final SqliteCallStore store;

    public SqliteFolder(Path folder) {
        this(folder, "", UnaryOperator.identity());
    }

    /**
     * @param settings more of them for each connection, as the driver has them in addresses
     * @param migrations changes how the file is brought up to date
     */
    SqliteFolder(Path folder, String settings, UnaryOperator<FluentConfiguration> migrations) {
        pool = pool(url(folder) + settings);
        store = new SqliteCallStore(new SqliteFile(folder, pool, () -> migrations.apply(Flyway.configure().dataSource(pool)).load()));
    }

    private static AgroalDataSource pool(String url) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool
                    .maxSize(Integer.parseInt(property("quarkus.datasource.jdbc.max-size")))
                    .acquisitionTimeout(Duration.ofSeconds(10))
                    .connectionValidator(ConnectionValidator.emptyValidator())
                    .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(Path folder) {
        return URL.replace("${calledit.ledger.data-dir}", folder.toString());
    }

    private static String property(String name) {
        try (InputStream file = SqliteFolder.class.getResourceAsStream("/application.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SqliteCallStore store() {
        return store;
    }

    AgroalDataSource pool() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
