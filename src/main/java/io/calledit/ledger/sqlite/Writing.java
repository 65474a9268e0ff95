package io.calledit.ledger.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.calledit.identity.Owner;
import io.calledit.ledger.Append;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Head;
import io.calledit.ledger.Moment;
import io.calledit.ledger.Receipt;
import io.calledit.prediction.CallId;

/** Writes entries, and what is kept beside them, within one transaction. */
final class Writing {

    /** Calls whose date came since the last entry are moved along with the next ones: so many at once, and one for each entry. */
    private static final int MOVED_AT_LEAST = 200;

    private final Connection connection;
    private final Owner owner;

    Writing(Connection connection, Owner owner) {
        this.connection = connection;
        this.owner = owner;
    }

    void write(Head head, List<Append> appends) throws SQLException {
        long number = owner();
        writeEntries(appends);
        writeTranscripts(appends);
        writeReceipts(number, appends);

        // Only what a call has come to in the end is kept.
        Map<CallId, CallSummary> calls = new LinkedHashMap<>();
        Set<CallId> made = new HashSet<>();
        for (Append append : appends) {
            calls.put(append.call().id(), append.call());
            if (append.makesTheCall()) {
                made.add(append.call().id());
            }
        }
        Entry last = appends.get(appends.size() - 1).entry();
        add(number, calls.values().stream().filter(call -> made.contains(call.id())).toList(), last.at());
        change(number, calls.values().stream().filter(call -> !made.contains(call.id())).toList(), last.at());
        moveWhatIsDue(number, last.at(), appends.size());
        writeHead(new Head(last.number(), head.calls() + made.size(), last.hash()));
    }

    private long owner() throws SQLException {
        try (PreparedStatement add = connection.prepareStatement("INSERT INTO owners (owner) VALUES (?) ON CONFLICT DO NOTHING")) {
            add.setString(1, owner.id());
            add.executeUpdate();
        }
        return Reading.owner(connection, owner).orElseThrow();
    }

    private void writeEntries(List<Append> appends) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO entries (owner, number, call, at, body, hash) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (Append append : appends) {
                Entry entry = append.entry();
                insert.setString(1, owner.id());
                insert.setLong(2, entry.number());
                insert.setString(3, entry.call().text());
                insert.setString(4, Moment.written(entry.at()));
                insert.setString(5, entry.body());
                insert.setString(6, entry.hash());
                insert.executeUpdate();
            }
        }
    }

    private void writeTranscripts(List<Append> appends) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO transcripts (owner, call, body) VALUES (?, ?, ?)")) {
            for (Append append : appends) {
                if (append.transcript().isPresent()) {
                    insert.setString(1, owner.id());
                    insert.setString(2, append.entry().call().text());
                    insert.setBytes(3, append.transcript().get().packed());
                    insert.executeUpdate();
                }
            }
        }
    }

    private void writeReceipts(long number, List<Append> appends) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO receipts (owner, key, fingerprint, call, entry) VALUES (?, ?, ?, ?, ?)")) {
            for (Append append : appends) {
                if (append.receipt().isPresent()) {
                    Receipt receipt = append.receipt().get();
                    insert.setLong(1, number);
                    insert.setString(2, receipt.key().text());
                    insert.setString(3, receipt.fingerprint());
                    insert.setString(4, receipt.call().text());
                    insert.setLong(5, receipt.entry());
                    insert.executeUpdate();
                }
            }
        }
    }

    private void add(long number, List<CallSummary> calls, Instant moment) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("INSERT INTO calls (row, owner, id, state, due, due_text,"
                        + " statement, confidence, tags, decided_by, outcome, decided_at, logged_at, imported_from, entries,"
                        + " search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement tag = connection.prepareStatement(
                        "INSERT INTO tags (owner, tag, row, state, due) VALUES (?, ?, ?, ?, ?)");
                PreparedStatement search = connection.prepareStatement("INSERT INTO search (rowid, text) VALUES (?, ?)")) {
            for (CallSummary each : calls) {
                long row = CallRow.of(number, each.number());
                String state = CallRow.state(each, moment);
                long due = each.due().toEpochSecond();
                call.setLong(1, row);
                call.setLong(2, number);
                call.setString(3, each.id().text());
                call.setString(4, state);
                call.setLong(5, due);
                call.setString(6, each.due().toString());
                call.setString(7, each.statement());
                call.setInt(8, each.confidence());
                call.setString(9, CallRow.tags(each));
                CallRow.setStanding(call, 10, each.standing());
                call.setString(13, each.loggedAt().toString());
                call.setString(14, each.importedFrom().map(Instant::toString).orElse(null));
                call.setInt(15, each.entries());
                call.setString(16, each.searchText());
                call.executeUpdate();
                for (String text : each.tags()) {
                    tag.setLong(1, number);
                    tag.setString(2, text);
                    tag.setLong(3, row);
                    tag.setString(4, state);
                    tag.setLong(5, due);
                    tag.executeUpdate();
                }
                search.setLong(1, row);
                search.setString(2, Words.indexed(each.searchText()));
                search.executeUpdate();
            }
        }
    }

    private void change(long number, List<CallSummary> calls, Instant moment) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE calls SET decided_by = ?, outcome = ?, decided_at = ?, confidence = ?, entries = ? WHERE row = ?")) {
            for (CallSummary each : calls) {
                long row = CallRow.of(number, each.number());
                CallRow.setStanding(update, 1, each.standing());
                update.setInt(4, each.confidence());
                update.setInt(5, each.entries());
                update.setLong(6, row);
                update.executeUpdate();
                move(number, row, each.tags(), CallRow.state(each, moment));
            }
        }
    }

    /** Keeps the number of calls small whose state has changed since it was written: readers look through all of those. */
    private void moveWhatIsDue(long number, Instant moment, int entries) throws SQLException {
        record Due(long row, List<String> tags) {}
        List<Due> due = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT row, tags FROM calls WHERE owner = ? AND state = 'open' AND due <= ? ORDER BY due LIMIT ?")) {
            select.setLong(1, number);
            select.setLong(2, moment.getEpochSecond());
            select.setLong(3, MOVED_AT_LEAST + entries);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(rows.getLong(1), CallRow.tags(rows.getString(2))));
                }
            }
        }
        for (Due each : due) {
            move(number, each.row(), each.tags(), "ready");
        }
    }

    private void move(long number, long row, List<String> tags, String state) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("UPDATE calls SET state = ? WHERE row = ? AND state <> ?");
                PreparedStatement tag =
                        connection.prepareStatement("UPDATE tags SET state = ? WHERE owner = ? AND tag = ? AND row = ?")) {
            call.setString(1, state);
            call.setLong(2, row);
            call.setString(3, state);
            if (call.executeUpdate() == 0) {
                return;
            }
            for (String text : tags) {
                tag.setString(1, state);
                tag.setLong(2, number);
                tag.setString(3, text);
                tag.setLong(4, row);
                tag.executeUpdate();
            }
        }
    }

    private void writeHead(Head head) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO ledgers (owner, entries, calls, head)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (owner)"
                + " DO UPDATE SET entries = excluded.entries, calls = excluded.calls, head = excluded.head")) {
            upsert.setString(1, owner.id());
            upsert.setLong(2, head.entries());
            upsert.setLong(3, head.calls());
            upsert.setString(4, head.hash());
            upsert.executeUpdate();
        }
    }
}
