package io.calledit.ledger.proof;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** SQLite files with ledgers in them, in each of the shapes that the tables may have. */
final class Databases {

    /** As a table with row numbers and an index for its key, and as one that lies in the key's order. */
    enum Shape {
        ROWS(""), KEYED(" WITHOUT ROWID");

        private final String ending;

        Shape(String ending) {
            this.ending = ending;
        }
    }

    /** The columns before an entry's text: "local", a number of one byte, 16 of the call's id, 24 of the time. */
    static final int BEFORE_THE_TEXT = 46;

    /** The six columns' types and lengths, two of them in two bytes, and how many bytes these are. */
    static final int LENGTHS = 9;

    private Databases() {
    }

    static void write(Path file, Shape shape, Map<String, List<Chains.Sealed>> ledgers) throws SQLException {
        try (var database = open(file); var statement = database.createStatement()) {
            statement.execute("CREATE TABLE entries(owner TEXT NOT NULL, number INTEGER NOT NULL, call TEXT NOT NULL,"
                    + " at TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY(owner, number))" + shape.ending);
            statement.execute("CREATE TABLE ledgers(owner TEXT PRIMARY KEY, entries INTEGER NOT NULL,"
                    + " calls INTEGER NOT NULL, head TEXT NOT NULL)" + shape.ending);
            database.setAutoCommit(false);
            for (var ledger : ledgers.entrySet()) {
                insert(database, ledger.getKey(), ledger.getValue());
            }
            database.commit();
        }
    }

    static void change(Path file, String sql) throws SQLException {
        try (var database = open(file); var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Where in the file the first column of the row with this text is. Pages also have copies of rows in their unused
     * part, so it has to be one that its page points to (https://sqlite.org/fileformat2.html, "B-tree Pages").
     */
    static int rowOf(byte[] file, byte[] text) {
        return rowOf(file, text, BEFORE_THE_TEXT);
    }

    /** @param beforeTheText how many bytes the columns before the text have */
    static int rowOf(byte[] file, byte[] text, int beforeTheText) {
        var bytes = ByteBuffer.wrap(file);
        int pageSize = Short.toUnsignedInt(bytes.getShort(16));
        for (int page = pageSize; page < file.length; page += pageSize) {
            int cells = Short.toUnsignedInt(bytes.getShort(page + 3));
            // A leaf's list of cells follows its 8 bytes of header.
            for (int i = 0; i < cells && (file[page] == 10 || file[page] == 13); i++) {
                int cell = page + Short.toUnsignedInt(bytes.getShort(page + 8 + 2 * i));
                for (int start = cell + LENGTHS; start < cell + LENGTHS + 8; start++) {
                    int from = start + beforeTheText;
                    if (from + text.length <= file.length
                            && Arrays.equals(file, from, from + text.length, text, 0, text.length)) {
                        return start;
                    }
                }
            }
        }
        throw new AssertionError("There is no such row in one piece.");
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void insert(Connection database, String owner, List<Chains.Sealed> chain) throws SQLException {
        try (var entries = database.prepareStatement("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)");
                var ledger = database.prepareStatement("INSERT INTO ledgers VALUES (?, ?, ?, ?)")) {
            for (var one : chain) {
                entries.setString(1, owner);
                entries.setLong(2, one.entry().get("number").asLong());
                entries.setString(3, one.entry().get("call").asText());
                entries.setString(4, one.entry().get("at").asText());
                entries.setString(5, one.canonical());
                entries.setString(6, one.hash());
                entries.addBatch();
            }
            entries.executeBatch();
            ledger.setString(1, owner);
            ledger.setLong(2, chain.size());
            ledger.setLong(3, Chains.calls(chain));
            ledger.setString(4, Chains.head(chain));
            ledger.executeUpdate();
        }
    }
}
