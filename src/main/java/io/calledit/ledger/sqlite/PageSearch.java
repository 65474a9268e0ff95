package io.calledit.ledger.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.calledit.ledger.CallPage;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Cursor;
import io.calledit.ledger.Sort;
import io.calledit.ledger.State;

/**
 * Finds one page of an owner's calls without looking at all of them. Each combination of filter and order has an index
 * that gives the calls in that order, so that a page is read off its beginning; words that few calls have are looked up
 * first, and only those calls are put in order.
 */
final class PageSearch {

    /** With more calls than that, a word is so common that a page of them is found sooner by looking through the order. */
    private static final int RARE = 500;

    /** A word of so few calls needn't be compared with the others. */
    private static final int FEW = 50;

    /** A statement, with what goes into its places. */
    record Select(String sql, List<Object> parameters) {}

    private final long owner;
    private final CallQuery query;

    PageSearch(long owner, CallQuery query) {
        this.owner = owner;
        this.query = query;
    }

    CallPage find(Connection connection) throws SQLException {
        List<Select> selects = selects(connection);
        List<CallSummary> found = new ArrayList<>();
        for (Select select : selects) {
            found.addAll(Reading.all(connection, select.sql(), select.parameters(), CallRow::read));
        }
        Stream<CallSummary> sorted = found.stream();
        if (selects.size() > 1) {
            sorted = sorted.sorted(order()).limit(query.limit() + 1L);
        }
        return CallPage.of(sorted.toList(), query.sort(), query.limit());
    }

    /** What is to be asked; the page is the first of what is found by all of it together. */
    List<Select> selects(Connection connection) throws SQLException {
        Optional<String> rare = rarestWord(connection);
        return rare.isPresent() ? List.of(withWords(rare.get())) : inOrder();
    }

    /** Of the words that few calls have, the one that the fewest have. */
    private Optional<String> rarestWord(Connection connection) throws SQLException {
        Optional<String> rarest = Optional.empty();
        int fewest = RARE + 1;
        for (String word : query.words()) {
            Optional<String> match = Words.match(List.of(word));
            if (match.isPresent() && fewest > FEW) {
                Select count = countOf(match.get());
                int calls = Reading.all(connection, count.sql(), count.parameters(), row -> row.getInt(1)).get(0);
                if (calls < fewest) {
                    fewest = calls;
                    rarest = match;
                }
            }
        }
        return rarest;
    }

    private Comparator<CallSummary> order() {
        return query.sort() == Sort.NEWEST
                ? Comparator.comparing(CallSummary::number).reversed()
                : Comparator.comparing((CallSummary call) -> call.due().toInstant()).thenComparing(CallSummary::number);
    }

    /** How many calls match, as far as it matters. */
    private Select countOf(String match) {
        return new Select(
                "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)",
                List.of(match, CallRow.of(owner, 0), CallRow.last(owner), RARE + 1));
    }

    /** Of the calls that match, those that are asked for. */
    private Select withWords(String match) {
        Where where = new Where("c", "s.rowid");
        where.and("s.search MATCH ?", match);
        where.and("s.rowid BETWEEN ? AND ?", CallRow.of(owner, 0), CallRow.last(owner));
        query.tag().ifPresent(tag ->
                where.and("EXISTS (SELECT 1 FROM tags t WHERE t.owner = ? AND t.tag = ? AND t.row = c.row)", owner, tag));
        query.state().ifPresent(state -> {
            switch (state) {
                case OPEN, READY -> where.and("c.state IN ('open', 'ready')");
                case JUDGED, WITHDRAWN -> where.and("c.state = ?", state.wireName());
            }
        });
        return where.select("FROM search s CROSS JOIN calls c ON c.row = s.rowid");
    }

    /**
     * Of the calls in order, the first that are asked for. Undecided calls are found in two places: where they were when
     * the ledger's last entry was written, and, those few whose date came since, in the other one.
     */
    private List<Select> inOrder() {
        if (query.state().isEmpty()) {
            return List.of(inOrder(Optional.empty(), true));
        }
        State state = query.state().get();
        return switch (state) {
            case OPEN -> List.of(inOrder(Optional.of(State.OPEN), true), inOrder(Optional.of(State.READY), false));
            case READY -> List.of(inOrder(Optional.of(State.READY), true), inOrder(Optional.of(State.OPEN), false));
            case JUDGED, WITHDRAWN -> List.of(inOrder(Optional.of(state), true));
        };
    }

    /**
     * @param kept the state in which they are kept, if only those of one state are asked for
     * @param many whether to follow the order; else the few that fit by their date are found by that, and put in order
     */
    private Select inOrder(Optional<State> kept, boolean many) {
        String table = query.tag().isPresent() ? "tags" : "calls";
        boolean byDue = query.sort() == Sort.DUE || !many;
        String index = kept.isPresent()
                ? " INDEXED BY " + table + (byDue ? "_by_state_and_due" : "_by_state")
                : byDue ? " INDEXED BY " + table + "_by_due" : "";
        Where where = new Where("k", "k.row");
        if (kept.isEmpty() && query.tag().isEmpty() && !byDue) {
            where.and("k.row BETWEEN ? AND ?", CallRow.of(owner, 0), CallRow.last(owner));
        } else {
            where.and("k.owner = ?", owner);
        }
        query.tag().ifPresent(tag -> where.and("k.tag = ?", tag));
        kept.ifPresent(state -> where.and("k.state = ?", state.wireName()));
        return where.select("FROM " + table + " k" + index + " CROSS JOIN calls c ON c.row = k.row");
    }

    /** The conditions of a statement, those that every one has included. */
    private final class Where {

        /** The table that has the order, and in it the column that goes by the number. */
        private final String key;
        private final String row;
        private final StringBuilder conditions = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        Where(String key, String row) {
            this.key = key;
            this.row = row;
        }

        void and(String condition, Object... values) {
            conditions.append(conditions.isEmpty() ? " WHERE " : " AND ").append(condition);
            parameters.addAll(List.of(values));
        }

        Select select(String from) {
            inTime();
            query.words().forEach(word -> and("instr(c.search_text, ?) > 0", word));
            String order = query.sort() == Sort.NEWEST ? row + " DESC" : key + ".due, " + row;
            parameters.add(query.limit() + 1);
            return new Select(
                    "SELECT " + CallRow.COLUMNS + " " + from + conditions + " ORDER BY " + order + " LIMIT ?", parameters);
        }

        private void inTime() {
            long now = query.now().getEpochSecond();
            Optional<Cursor> after = query.after();
            if (query.state().filter(State.READY::equals).isPresent()) {
                and(key + ".due <= ?", now);
            }
            if (query.state().filter(State.OPEN::equals).isPresent()
                    // Else the page begins later than that anyway, and one lower bound is all that an index can begin from.
                    && (query.sort() == Sort.NEWEST || after.isEmpty() || after.get().due().getEpochSecond() <= now)) {
                and(key + ".due > ?", now);
                if (query.sort() == Sort.DUE) {
                    return;
                }
            }
            after.ifPresent(cursor -> {
                // A cursor may be made up.
                long behind = Math.min(CallRow.of(owner, 0) + cursor.number(), CallRow.last(owner));
                if (query.sort() == Sort.NEWEST) {
                    and(row + " < ?", behind);
                } else {
                    and("(" + key + ".due, " + row + ") > (?, ?)", cursor.due().getEpochSecond(), behind);
                }
            });
        }
    }
}
