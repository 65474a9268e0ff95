package io.calledit.ledger.sqlite;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.CallQuery;
import io.calledit.ledger.Cursor;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.Sort;
import io.calledit.ledger.State;

class PagePlansTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void noPageIsFoundByLookingAtEveryCallOrByPuttingAllInOrder() throws Exception {
        try (SqliteFolder ledger = new SqliteFolder(folder)) {
            new Ledger(ledger.store(), Clock.fixed(NOW, ZoneOffset.UTC))
                    .log(ANN, newKey(), terms("It rains", "2099-01-01T00:00:00Z", "tag"));
            try (Connection connection = ledger.pool().getConnection()) {
                for (CallQuery query : everyKindOfQuery()) {
                    List<PageSearch.Select> selects = new PageSearch(1, query).selects(connection);
                    for (int i = 0; i < selects.size(); i++) {
                        List<String> plan = plan(connection, selects.get(i));
                        assertThat(plan).as("%s: %s", query, selects.get(i).sql())
                                .noneMatch(step -> step.startsWith("SCAN") && !step.contains("VIRTUAL TABLE INDEX"));
                        // The second one is of those calls whose date came since the last entry: few.
                        boolean few = i > 0 || selects.get(i).sql().contains("search MATCH") && query.sort() == Sort.DUE;
                        if (!few) {
                            assertThat(plan).as("%s: %s", query, selects.get(i).sql()).noneMatch(step -> step.contains("TEMP B-TREE"));
                        }
                    }
                }
            }
        }
    }

    private static List<CallQuery> everyKindOfQuery() {
        List<CallQuery> queries = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            for (Optional<State> state : withNone(State.values())) {
                for (Optional<String> tag : withNone("tag")) {
                    // Two letters aren't in the index of words, so that the calls are looked through in order.
                    for (Optional<String> word : withNone("ra", "rains", "snow")) {
                        for (Optional<Cursor> after : withNone(new Cursor(sort, NOW.plusSeconds(5), 1), new Cursor(sort, NOW.minusSeconds(5), 1))) {
                            queries.add(new CallQuery(state, tag, word.stream().toList(), sort, 25, after, NOW));
                        }
                    }
                }
            }
        }
        return queries;
    }

    @SafeVarargs
    private static <T> List<Optional<T>> withNone(T... values) {
        return Stream.concat(Stream.of(Optional.<T>empty()), Arrays.stream(values).map(Optional::of)).toList();
    }

    private static List<String> plan(Connection connection, PageSearch.Select select) throws Exception {
        return Reading.all(connection, "EXPLAIN QUERY PLAN " + select.sql(), select.parameters(), row -> row.getString("detail"));
    }
}
