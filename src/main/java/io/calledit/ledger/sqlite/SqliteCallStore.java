package io.calledit.ledger.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import io.calledit.identity.Owner;
import io.calledit.ledger.Append;
import io.calledit.ledger.CallPage;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallStore;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Head;
import io.calledit.ledger.IdempotencyKey;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.KeptTranscript;
import io.calledit.ledger.Receipt;
import io.calledit.prediction.CallId;

/** Keeps ledgers in a SQLite file, which any number of processes on this machine may use at once. */
public final class SqliteCallStore implements CallStore {

    private final SqliteFile file;

    public SqliteCallStore(SqliteFile file) {
        this.file = file;
    }

    /** What is to be read of an owner who has written something. */
    private interface OfOwner<T> {
        T read(Connection connection, long owner) throws SQLException;
    }

    private <T> T read(Owner owner, T none, OfOwner<T> work) {
        return file.read(connection -> {
            OptionalLong number = Reading.owner(connection, owner);
            return number.isPresent() ? work.read(connection, number.getAsLong()) : none;
        });
    }

    @Override
    public Head head(Owner owner) {
        return file.read(connection -> head(connection, owner));
    }

    private static Head head(Connection connection, Owner owner) throws SQLException {
        return Reading.all(
                        connection,
                        "SELECT entries, calls, head FROM ledgers WHERE owner = ?",
                        List.of(owner.id()),
                        row -> new Head(row.getLong(1), row.getLong(2), row.getString(3)))
                .stream()
                .findFirst()
                .orElse(Head.EMPTY);
    }

    @Override
    public Set<CallId> known(Owner owner, Set<CallId> ids) {
        // An id has no character that JSON would have escaped.
        String json = ids.stream().map(id -> '"' + id.text() + '"').collect(Collectors.joining(",", "[", "]"));
        String sql = "SELECT c.id FROM json_each(?) asked CROSS JOIN calls c ON c.owner = ? AND c.id = asked.value";
        return read(owner, Set.of(), (connection, number) -> new HashSet<>(
                Reading.all(connection, sql, List.of(json, number), row -> new CallId(row.getString(1)))));
    }

    @Override
    public List<Entry> entries(Owner owner, CallId id) {
        String sql = "SELECT body, hash FROM entries WHERE owner = ? AND call = ? ORDER BY number";
        return file.read(connection -> Reading.all(
                connection, sql, List.of(owner.id(), id.text()), row -> Entry.kept(row.getString(1), row.getString(2))));
    }

    @Override
    public List<KeptEntry> chain(Owner owner, long after, int limit) {
        String sql = "SELECT number, body, hash FROM entries WHERE owner = ? AND number > ? ORDER BY number LIMIT ?";
        return file.read(connection -> Reading.all(
                connection,
                sql,
                List.of(owner.id(), after, limit),
                row -> new KeptEntry(row.getLong(1), row.getString(2), row.getString(3))));
    }

    @Override
    public CallPage page(Owner owner, CallQuery query) {
        return read(owner, new CallPage(List.of(), Optional.empty()), (connection, number) ->
                new PageSearch(number, query).find(connection));
    }

    @Override
    public Optional<KeptTranscript> transcript(Owner owner, CallId id) {
        String sql = "SELECT body FROM transcripts WHERE owner = ? AND call = ?";
        return file.read(connection -> Reading.all(
                        connection, sql, List.of(owner.id(), id.text()), row -> KeptTranscript.ofPacked(row.getBytes(1)))
                .stream()
                .findFirst());
    }

    @Override
    public Optional<Receipt> receipt(Owner owner, IdempotencyKey key) {
        String sql = "SELECT fingerprint, call, entry FROM receipts WHERE owner = ? AND key = ?";
        return read(owner, Optional.empty(), (connection, number) -> Reading.all(
                        connection,
                        sql,
                        List.of(number, key.text()),
                        row -> new Receipt(key, row.getString(1), new CallId(row.getString(2)), row.getLong(3)))
                .stream()
                .findFirst());
    }

    @Override
    public boolean append(Owner owner, Head head, List<Append> appends) {
        return file.write(connection -> {
            if (!head(connection, owner).equals(head)) {
                return false;
            }
            new Writing(connection, owner).write(head, appends);
            return true;
        });
    }
}
