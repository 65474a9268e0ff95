package io.calledit.ledger.proof;

import static io.calledit.ledger.proof.RefusedException.quoted;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.ledger.proof.Finding.Broken;
import io.calledit.ledger.proof.Finding.Chain;
import io.calledit.ledger.proof.Finding.Holds;
import io.calledit.ledger.proof.Finding.Unreadable;

/**
 * Verifies a ledger's SQLite file as it lies on the disk, with the chains of all owners in it; it writes nothing to it.
 *
 * <p>Beyond what a proof shows, each row has to be true to its text: canonical to the byte, and its columns the same. And
 * each transcript has to be there, and the one that its entry has the hash of.
 */
public final class DatabaseVerifier {

    private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    /** Where the header tells how the file is written, and the value for WAL mode (https://sqlite.org/fileformat2.html). */
    private static final int WRITE_VERSION = 18;
    private static final byte WAL = 2;

    private static final String TOTALS = "SELECT owner, entries, calls, head FROM ledgers NOT INDEXED ORDER BY +owner";

    private final Receipt receipt;
    private final Map<String, ChainCheck> checks = new TreeMap<>();
    private final List<Chain> chains = new ArrayList<>();
    private boolean manyOwners;
    private boolean receiptSeen;
    private String strayRow;

    private DatabaseVerifier(Receipt receipt) {
        this.receipt = receipt;
    }

    /** Whether the file begins as SQLite's files do. */
    public static boolean isDatabase(Path file) throws IOException {
        try (InputStream start = Files.newInputStream(file)) {
            return Arrays.equals(start.readNBytes(HEADER.length), HEADER);
        }
    }

    /**
     * Verifies the file, which may be in use: what is read is its state at one moment.
     *
     * @param receipt an entry that has to be in one of the chains, or null
     */
    public static Finding verify(Path file, Receipt receipt) {
        return new DatabaseVerifier(receipt).run(file);
    }

    private Finding run(Path file) {
        try (Connection database = open(file)) {
            // One transaction, so that the rows and the totals are of the same moment.
            database.setAutoCommit(false);
            manyOwners = count(database, "SELECT count(*) FROM ledgers") > 1;
            count(database, "SELECT count(*) FROM (SELECT owner, number, call, at, body, hash FROM entries LIMIT 0)");
            try (TranscriptRows transcripts = TranscriptRows.of(database)) {
                followRows(database, transcripts);
                compareTotals(database);
                checkReceipt();
                transcripts.checkNoOthers();
            }
            checkPages(database);
            return new Holds(chains, checks.values().stream().flatMap(check -> check.remarks().stream()).toList());
        } catch (BrokenException e) {
            return e.finding();
        } catch (SQLException e) {
            return new Unreadable(inWords(e));
        } catch (IOException e) {
            return new Unreadable("It can't be opened for reading.");
        }
    }

    /**
     * Whether the file is the whole database: it was left in WAL mode, and closed. SQLite would make files beside it all
     * the same, or fail where it may not, unless it is told that nothing is going to change.
     */
    private static boolean isAtRest(Path file) throws IOException {
        try (InputStream start = Files.newInputStream(file)) {
            var header = start.readNBytes(WRITE_VERSION + 1);
            return header.length > WRITE_VERSION && header[WRITE_VERSION] == WAL && !Files.exists(Path.of(file + "-wal"));
        }
    }

    private static Connection open(Path file) throws IOException, SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        var database = JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath().toUri()
                + (isAtRest(file) ? "?mode=ro&immutable=1" : "?mode=ro"), config.toProperties());
        try {
            // Opening alone reads nothing, and so finds nothing wrong.
            count(database, "SELECT count(*) FROM sqlite_schema");
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    private static long count(Connection database, String query) throws SQLException {
        try (var statement = database.createStatement(); var row = statement.executeQuery(query)) {
            return row.getLong(1);
        }
    }

    private void followRows(Connection database, TranscriptRows transcripts) throws SQLException, BrokenException {
        try (var statement = database.createStatement();
                // The plus keeps the planner from taking an index for the order.
                var rows = statement.executeQuery(EntryRow.SELECT + " ORDER BY +owner, +number")) {
            while (rows.next()) {
                follow(EntryRow.of(rows), transcripts);
            }
        } catch (SQLException e) {
            if (code(e) == SQLiteErrorCode.SQLITE_CORRUPT) {
                throw new BrokenException(new Broken(firstUnreadable(database),
                        "SQLite can't read it, the database file is damaged there."));
            }
            throw e;
        }
    }

    /** The number after the last one that can be read, where the rows lie in the order in which they were written. */
    private static OptionalLong firstUnreadable(Connection database) throws SQLException {
        long last = 0;
        try (var statement = database.createStatement(); var rows = statement.executeQuery(EntryRow.SELECT)) {
            while (rows.next()) {
                if (rows.getLong(2) != last + 1) {
                    return OptionalLong.empty();
                }
                last = EntryRow.of(rows).number();
            }
            return OptionalLong.empty();
        } catch (SQLException e) {
            return OptionalLong.of(last + 1);
        }
    }

    private void follow(EntryRow row, TranscriptRows transcripts) throws SQLException, BrokenException {
        JsonNode entry;
        try {
            entry = row.entry();
        } catch (RefusedException e) {
            var owner = new String(row.owner(), StandardCharsets.UTF_8);
            long next = Optional.ofNullable(checks.get(owner)).map(ChainCheck::entries).orElse(0L) + 1;
            if (row.number() == next) {
                throw broken(owner, next, e);
            }
            // The row can't say where it belongs. The gap that it leaves in the chain will.
            strayRow = e.getMessage();
            return;
        }
        // The hash vouches for the text, so the text says which entry it is even where a column says otherwise.
        var owner = entry.path("owner").asText();
        try {
            row.checkColumns(entry);
        } catch (RefusedException e) {
            throw broken(owner, entry.path("number").asLong(), e);
        }
        var check = checks.computeIfAbsent(owner, any -> new ChainCheck("the table \"ledgers\"", null));
        try {
            check.add(entry, row.body(), row.hashText());
        } catch (RefusedException e) {
            throw broken(owner, check.entries() + 1, e);
        }
        try {
            transcripts.check(entry);
        } catch (RefusedException e) {
            throw broken(owner, check.entries(), e);
        }
        if (receipt != null && receipt.hash().equals(row.hashText())) {
            receiptSeen = receipt.number() == check.entries();
        }
    }

    private void compareTotals(Connection database) throws SQLException, BrokenException {
        var left = new TreeMap<>(checks);
        try (var statement = database.createStatement(); var rows = statement.executeQuery(TOTALS)) {
            while (rows.next()) {
                var owner = rows.getString(1);
                var check = left.remove(owner);
                if (check == null) {
                    check = new ChainCheck("the table \"ledgers\"", null);
                }
                chains.add(check.finish(owner, rows.getLong(2), rows.getLong(3), rows.getString(4)));
            }
        }
        if (!left.isEmpty()) {
            throw new BrokenException(new Broken(OptionalLong.empty(),
                    "the table \"ledgers\" doesn't know the owner " + quoted(left.firstKey()) + " of some entries."));
        }
        if (strayRow != null) {
            throw new BrokenException(new Broken(OptionalLong.empty(),
                    "the table \"entries\" has a row that is no entry of the chain: " + strayRow));
        }
    }

    private void checkReceipt() throws BrokenException {
        if (receipt != null && !receiptSeen) {
            throw new BrokenException(new Broken(OptionalLong.of(receipt.number()),
                    "no ledger in the database has the entry that is on the receipt."));
        }
    }

    private static void checkPages(Connection database) throws SQLException, BrokenException {
        try (var statement = database.createStatement(); var row = statement.executeQuery("PRAGMA integrity_check(1)")) {
            var answer = row.getString(1);
            if (!"ok".equals(answer)) {
                throw new BrokenException(new Broken(OptionalLong.empty(),
                        "every entry holds, and the database file is damaged elsewhere: " + quoted(answer)));
            }
        }
    }

    private BrokenException broken(String owner, long entry, RefusedException why) {
        return new BrokenException(new Broken(OptionalLong.of(entry),
                why.getMessage() + (manyOwners ? " The ledger is that of " + quoted(owner) + "." : "")));
    }

    private static SQLiteErrorCode code(SQLException e) {
        // The extended codes say the same more finely; the basic one is in the low byte.
        return e instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static String inWords(SQLException e) {
        return switch (code(e)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "The database file is damaged, and SQLite can't read it.";
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH -> "The database file can't be opened for reading.";
            case SQLITE_BUSY, SQLITE_LOCKED -> "The database file is locked by another program.";
            case SQLITE_ERROR -> "It isn't a CalledIt database: it hasn't the tables \"entries\" and \"ledgers\" with their columns.";
            default -> "The database file can't be read: " + quoted(e.getMessage()) + ".";
        };
    }
}
