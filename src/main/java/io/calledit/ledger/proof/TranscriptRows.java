package io.calledit.ledger.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.ledger.proof.Finding.Broken;

/** The table {@code transcripts} beside the entries: each has to be what an entry has the hash of. */
final class TranscriptRows implements AutoCloseable {

    /** In bytes. None that was written here is as large, and one that someone else put there may never end. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private final Connection database;

    /** Null where the file is older than transcripts. */
    private final PreparedStatement select;

    private long named;

    private TranscriptRows(Connection database, PreparedStatement select) {
        this.database = database;
        this.select = select;
    }

    static TranscriptRows of(Connection database) throws SQLException {
        boolean there = count(database, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'transcripts'") > 0;
        return new TranscriptRows(database, there
                ? database.prepareStatement("SELECT body FROM transcripts WHERE owner = ? AND call = ?")
                : null);
    }

    /** @throws RefusedException if the entry has the hash of a transcript that isn't there, or isn't that one any more */
    void check(JsonNode entry) throws SQLException, RefusedException {
        String hash = entry.path("transcript").path("hash").textValue();
        if (hash == null) {
            return;
        }
        byte[] packed = select == null ? null : body(entry.path("owner").textValue(), entry.path("call").textValue());
        if (packed == null) {
            throw new RefusedException("its transcript is missing.");
        }
        if (!hash.equals(hashOf(packed))) {
            throw new RefusedException("its transcript isn't the one that it has the hash of, so it was changed.");
        }
        named++;
    }

    private byte[] body(String owner, String call) throws SQLException {
        select.setString(1, owner);
        select.setString(2, call);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    /** Null where it isn't one that was written here. */
    private static String hashOf(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] text = in.readNBytes(LARGEST + 1);
            return text.length > LARGEST ? null : CanonicalJson.sha256(text);
        } catch (IOException e) {
            return null;
        }
    }

    /** @throws BrokenException if there are transcripts beside those that entries have the hashes of */
    void checkNoOthers() throws SQLException, BrokenException {
        long there = select == null ? 0 : count(database, "SELECT count(*) FROM transcripts NOT INDEXED");
        if (there != named) {
            throw new BrokenException(new Broken(OptionalLong.empty(),
                    "the table \"transcripts\" has " + there + " rows, and the entries have the hashes of " + named + "."));
        }
    }

    @Override
    public void close() throws SQLException {
        if (select != null) {
            select.close();
        }
    }

    private static long count(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        }
    }
}
