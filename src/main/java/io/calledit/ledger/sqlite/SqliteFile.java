package io.calledit.ledger.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.LedgerException.Unavailable.Reason;

/**
 * The file that ledgers are kept in. It is opened, made or brought up to date when it is first needed; where that fails,
 * the next use tries again.
 */
public final class SqliteFile {

    /** The file's name in its folder. SQLite keeps two more beside it, with {@code -wal} and {@code -shm} at the end. */
    public static final String NAME = "ledger.db";

    private static final Logger LOG = Logger.getLogger(SqliteFile.class);

    /** Held while the file is made or brought up to date, so that two processes don't do it at once. */
    private static final String LOCK = "ledger.lock";

    private static final long LONGEST_WAIT_SECONDS = 10;

    /** Of all files in this process: a process may hold a lock on a file only once. */
    private static final ReentrantLock OPENING = new ReentrantLock();

    private final Path folder;
    private final AgroalDataSource pool;
    private final Supplier<Flyway> flyway;

    /** SQLite has one writer at a time. Those of this process wait here, in line, rather than by trying again. */
    private final ReentrantLock writing = new ReentrantLock(true);

    private volatile boolean open;
    private volatile String said = "";

    /**
     * @param pool of connections to {@link #NAME} in the folder; it isn't used before the folder is there
     * @param flyway brings the file up to date; it isn't asked for before either
     */
    public SqliteFile(Path folder, AgroalDataSource pool, Supplier<Flyway> flyway) {
        this.folder = folder.toAbsolutePath();
        this.pool = pool;
        this.flyway = flyway;
    }

    /** Something to be done with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Reads; everything that the work sees was there at one moment. */
    <T> T read(Work<T> work) {
        open();
        return transaction("BEGIN", work);
    }

    /** Writes all that the work writes, onto the disk, or none of it where the work throws. */
    <T> T write(Work<T> work) {
        open();
        take(writing);
        try {
            return transaction("BEGIN IMMEDIATE", work);
        } finally {
            writing.unlock();
        }
    }

    private <T> T transaction(String begin, Work<T> work) {
        // Plain SQL, for the driver begins transactions of one kind only.
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(begin);
            boolean done = false;
            try {
                T result = work.on(connection);
                statement.execute("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(statement);
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException alreadyDone) {
            // On a full disk, say, SQLite has rolled back by itself; why it did is on its way up.
            LOG.debug("The transaction was rolled back already.", alreadyDone);
        }
    }

    /** Opens the file unless it is open; waits while somebody else does. */
    private void open() {
        if (open) {
            return;
        }
        take(OPENING);
        try {
            if (!open) {
                makeFolder();
                underLock(this::bringUpToDate);
                open = true;
                said = "";
                LOG.infof("The ledger is kept in %s.", folder.resolve(NAME));
            }
        } catch (IOException | FlywayException e) {
            throw failed(e);
        } finally {
            OPENING.unlock();
        }
    }

    private static void take(ReentrantLock lock) {
        try {
            if (!lock.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Unavailable(Reason.BUSY, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(Reason.BUSY, e);
        }
    }

    private void makeFolder() throws IOException {
        // A link to a folder is one, which createDirectories wouldn't have.
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, onlyForMe("rwx------"));
        }
        try {
            // An empty file is an empty database, and SQLite gives the files beside it the same permissions.
            Files.createFile(folder.resolve(NAME), onlyForMe("rw-------"));
        } catch (FileAlreadyExistsException fine) {
            // As on every start but the first.
        }
    }

    private FileAttribute<?>[] onlyForMe(String permissions) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private void underLock(Runnable work) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            work.run();
        }
    }

    private void bringUpToDate() {
        Flyway migrations = flyway.get();
        MigrationInfoService info = migrations.info();
        boolean fromTheFuture = Arrays.stream(info.applied())
                .anyMatch(applied -> applied.getState() == MigrationState.FUTURE_SUCCESS
                        || applied.getState() == MigrationState.FUTURE_FAILED);
        if (fromTheFuture) {
            throw failed(Reason.NEWER, null);
        }
        if (info.pending().length > 0) {
            migrations.migrate();
        }
    }

    private Unavailable failed(Exception cause) {
        Unavailable trouble = Trouble.of(cause, folder);
        return failed(trouble.reason(), cause);
    }

    private Unavailable failed(Reason reason, Exception cause) {
        Unavailable trouble = new Unavailable(reason, cause);
        if (reason != Reason.BUSY) {
            say(trouble, cause);
        }
        if (reason != Reason.BUSY && reason != Reason.FULL) {
            // What is in the way may be gone next time, and the file another one.
            open = false;
            pool.flush(AgroalDataSource.FlushMode.GRACEFUL);
        }
        return trouble;
    }

    /** Once for each kind of trouble, and not for each request that meets it. */
    private void say(Unavailable trouble, Exception cause) {
        Throwable root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        String text = trouble.getMessage() + (root == null ? "" : " (" + root.getMessage() + ")");
        if (!text.equals(said)) {
            said = text;
            LOG.errorf("The ledger in %s can't be used. %s", folder, text);
        }
    }
}
