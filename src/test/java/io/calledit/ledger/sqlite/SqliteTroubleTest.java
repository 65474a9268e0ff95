package io.calledit.ledger.sqlite;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.ChainOfTheStore;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.LedgerException.Unavailable.Reason;
import io.calledit.prediction.CallId;

class SqliteTroubleTest {

    @TempDir
    Path folder;

    private static CallId log(CallStore store) {
        return new Ledger(store, Clock.systemUTC()).log(ANN, newKey(), terms("It rains", "2099-01-01T00:00:00Z", "tag")).call();
    }

    private static Reason reasonNotToLog(CallStore store) {
        Unavailable trouble = catchThrowableOfType(Unavailable.class, () -> log(store));
        assertThat(trouble).as("it can't be logged").isNotNull();
        return trouble.reason();
    }

    /** Logs until it can't be done any more. */
    private static Reason fill(CallStore store, Set<CallId> logged) {
        Unavailable trouble = null;
        while (trouble == null) {
            trouble = catchThrowableOfType(Unavailable.class, () -> logged.add(log(store)));
        }
        return trouble.reason();
    }

    private static void assertWhole(SqliteFolder ledger, Set<CallId> logged) throws Exception {
        assertThat(ledger.store().known(ANN, logged)).isEqualTo(logged);
        assertThat(ledger.store().head(ANN).calls()).isEqualTo(logged.size());
        ChainOfTheStore.assertHolds(ledger.store(), ANN);
        ChainOfTheStore.assertCallsFollow(ledger.store(), ANN);
        try (Connection connection = ledger.pool().getConnection()) {
            assertThat(Reading.all(connection, "PRAGMA integrity_check", List.of(), row -> row.getString(1))).containsExactly("ok");
        }
    }

    @Test
    void theFolderIsMadeForItsUserAlone() throws Exception {
        Path place = folder.resolve("a/b");
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        try (SqliteFolder ledger = new SqliteFolder(place)) {
            log(ledger.store());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place))).isEqualTo("rwx------");
            for (String file : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aFileThatMayNotGrowIsFullAndStaysWhole() throws Exception {
        Set<CallId> logged = new HashSet<>();
        try (SqliteFolder ledger = new SqliteFolder(folder, "&max_page_count=80", UnaryOperator.identity())) {
            assertThat(fill(ledger.store(), logged)).isEqualTo(Reason.FULL);
            assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.FULL);
            assertWhole(ledger, logged);
        }
        try (SqliteFolder ledger = new SqliteFolder(folder)) {
            logged.add(log(ledger.store()));
            assertWhole(ledger, logged);
        }
    }

    @Test
    void onAFullDiskTheLedgerStaysWholeAndGoesOnWhenThereIsRoom() throws Exception {
        Set<CallId> logged = new HashSet<>();
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"));
                SqliteFolder ledger = new SqliteFolder(disk.folder())) {
            logged.add(log(ledger.store()));
            Path filler = disk.folder().resolve("filler");
            fillUp(filler);

            assertThat(fill(ledger.store(), logged)).isEqualTo(Reason.FULL);
            assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.FULL);
            assertWhole(ledger, logged);

            Files.delete(filler);
            logged.add(log(ledger.store()));
            assertWhole(ledger, logged);
        }
    }

    @Test
    void aLedgerIsNotMadeOnAFullDisk() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"));
                SqliteFolder ledger = new SqliteFolder(disk.folder().resolve("ledger"))) {
            Path filler = disk.folder().resolve("filler");
            fillUp(filler);

            assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.FULL);

            Files.delete(filler);
            assertWhole(ledger, Set.of(log(ledger.store())));
        }
    }

    private static void fillUp(Path filler) throws Exception {
        byte[] page = new byte[4096];
        try (OutputStream file = Files.newOutputStream(filler)) {
            for (int written = 0; written <= SmallDisk.SIZE; written += page.length) {
                file.write(page);
            }
        } catch (java.io.IOException full) {
            return;
        }
        throw new IllegalStateException("the disk isn't small");
    }

    @Test
    void onAReadOnlyDiskItIsSaidAndItGoesOnOnceItIsWritable() throws Exception {
        Set<CallId> logged = new HashSet<>();
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"))) {
            try (SqliteFolder ledger = new SqliteFolder(disk.folder())) {
                logged.add(log(ledger.store()));
            }
            disk.makeReadOnly();
            try (SqliteFolder ledger = new SqliteFolder(disk.folder())) {
                assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.READ_ONLY);

                disk.makeWritable();
                logged.add(log(ledger.store()));
                assertWhole(ledger, logged);
            }
        }
    }

    @Test
    void aFileThatIsOpenedForReadingIsReadOnly() {
        CallId id;
        try (SqliteFolder ledger = new SqliteFolder(folder)) {
            id = log(ledger.store());
        }
        try (SqliteFolder ledger = new SqliteFolder(folder, "&open_mode=1", UnaryOperator.identity())) {
            assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.READ_ONLY);
            assertThat(ledger.store().entries(ANN, id)).isNotEmpty();
        }
    }

    @Test
    void aFolderThatCantBeMadeIsSaidAndTriedAgain() throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("file"));
        try (SqliteFolder ledger = new SqliteFolder(inTheWay.resolve("ledger"))) {
            assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.READ_ONLY);

            Files.delete(inTheWay);
            assertWhole(ledger, Set.of(log(ledger.store())));
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsDamagedAndLeftAsItIs() throws Exception {
        Path file = folder.resolve(SqliteFile.NAME);
        Files.writeString(file, "This is no database, however long one looks at it. ".repeat(100));
        byte[] before = Files.readAllBytes(file);
        try (SqliteFolder ledger = new SqliteFolder(folder)) {
            assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.DAMAGED);
            assertThat(file).hasBinaryContent(before);

            Files.delete(file);
            assertWhole(ledger, Set.of(log(ledger.store())));
        }
    }

    @Test
    void aFileOfANewerReleaseIsLeftAsItIs() throws Exception {
        try (SqliteFolder ledger = new SqliteFolder(folder)) {
            log(ledger.store());
            ledger.store().head(ANN);
            try (Connection connection = ledger.pool().getConnection(); var statement = connection.createStatement()) {
                statement.execute("INSERT INTO flyway_schema_history SELECT installed_rank + 1, '99', 'later', type, 'V99__later.sql',"
                        + " checksum, installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                        + " ORDER BY installed_rank DESC LIMIT 1");
            }
        }
        byte[] before = Files.readAllBytes(folder.resolve(SqliteFile.NAME));

        try (SqliteFolder ledger = new SqliteFolder(folder)) {
            Unavailable trouble = catchThrowableOfType(Unavailable.class, () -> ledger.store().head(ANN));
            assertThat(trouble.reason()).isEqualTo(Reason.NEWER);
            assertThat(trouble).hasMessageContaining("newer release");
            assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.NEWER);
        }
        assertThat(folder.resolve(SqliteFile.NAME)).hasBinaryContent(before);
    }

    @Test
    void anInterruptedThreadWritesNothingAndHarmsNothing() throws Exception {
        try (SqliteFolder ledger = new SqliteFolder(folder)) {
            CallId first = log(ledger.store());

            Thread.currentThread().interrupt();
            assertThat(reasonNotToLog(ledger.store())).isEqualTo(Reason.BUSY);
            assertThat(Thread.interrupted()).isTrue();

            assertThatCode(() -> assertWhole(ledger, Set.of(first, log(ledger.store())))).doesNotThrowAnyException();
        }
    }
}
