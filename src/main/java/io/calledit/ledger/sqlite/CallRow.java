package io.calledit.ledger.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Standing;
import io.calledit.ledger.State;
import io.calledit.prediction.CallId;
import io.calledit.prediction.Outcome;

/** How a call's summary stands in a row of the table {@code calls}. */
final class CallRow {

    /** Which of the 64 bits of a row's number are the call's; the owner's are above them. */
    private static final int CALL_BITS = 32;

    private static final long CALLS_NUMBER = (1L << CALL_BITS) - 1;

    // Only trees go through it, so it needs no configuration and no reflection.
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String COLUMNS = "c.row, c.id, c.due_text, c.statement, c.confidence, c.tags, c.state, c.decided_by,"
            + " c.outcome, c.decided_at, c.logged_at, c.imported_from, c.entries, c.search_text";

    private CallRow() {}

    /** The number of the row of an owner's call; also where the owner's calls begin (0) and end ({@link #last}). */
    static long of(long owner, long call) {
        return owner << CALL_BITS | call;
    }

    /** The highest number that a row of the owner's can have. */
    static long last(long owner) {
        return of(owner, CALLS_NUMBER);
    }

    /** The state to be kept; {@code moment} tells whether an undecided call is due. */
    static String state(CallSummary call, Instant moment) {
        return call.state(moment).wireName();
    }

    static String tags(CallSummary call) {
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        call.tags().forEach(tags::add);
        return tags.toString();
    }

    static List<String> tags(String json) {
        try {
            List<String> tags = new ArrayList<>();
            for (JsonNode tag : JSON.readTree(json)) {
                tags.add(tag.textValue());
            }
            return tags;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a call's tags aren't JSON", e);
        }
    }

    /** Sets what may change: three parameters from that index on. */
    static void setStanding(PreparedStatement statement, int first, Standing standing) throws SQLException {
        if (standing instanceof Standing.Judged judged) {
            statement.setLong(first, judged.entry());
            statement.setString(first + 1, judged.outcome().wireName());
            statement.setString(first + 2, judged.at().toString());
            return;
        }
        statement.setNull(first, Types.INTEGER);
        statement.setNull(first + 1, Types.VARCHAR);
        statement.setString(first + 2, standing instanceof Standing.Withdrawn withdrawn ? withdrawn.at().toString() : null);
    }

    /** The call in a row of {@link #COLUMNS}. */
    static CallSummary read(ResultSet row) throws SQLException {
        String importedFrom = row.getString(12);
        return new CallSummary(
                new CallId(row.getString(2)),
                row.getLong(1) & CALLS_NUMBER,
                row.getString(4),
                OffsetDateTime.parse(row.getString(3)),
                row.getInt(5),
                tags(row.getString(6)),
                standing(row),
                Instant.parse(row.getString(11)),
                Optional.ofNullable(importedFrom).map(Instant::parse),
                row.getInt(13),
                row.getString(14));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        State kept = State.of(row.getString(7)).orElseThrow();
        return switch (kept) {
            case OPEN, READY -> new Standing.Undecided();
            case JUDGED -> new Standing.Judged(
                    row.getLong(8), Outcome.of(row.getString(9)).orElseThrow(), Instant.parse(row.getString(10)));
            case WITHDRAWN -> new Standing.Withdrawn(Instant.parse(row.getString(10)));
        };
    }
}
