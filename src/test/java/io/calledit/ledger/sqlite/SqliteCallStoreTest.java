package io.calledit.ledger.sqlite;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.ledger.CallPage;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallStore;
import io.calledit.ledger.CallStoreContract;
import io.calledit.ledger.Cursor;
import io.calledit.ledger.ImportedRow;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.Sort;
import io.calledit.ledger.State;
import io.calledit.prediction.CallId;

class SqliteCallStoreTest implements CallStoreContract {

    @TempDir
    Path folder;

    private SqliteFolder ledger;

    @BeforeEach
    void open() {
        ledger = new SqliteFolder(folder.resolve("not there yet"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Override
    public CallStore store() {
        return ledger.store();
    }

    @Test
    void aReaderSeesAnAppendAsAWholeOrNotAtAll() throws Exception {
        int together = 50;
        AtomicBoolean writing = new AtomicBoolean(true);
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Set<Integer>> sizes = CompletableFuture.supplyAsync(() -> {
            Set<Integer> seen = new TreeSet<>();
            seen.add(store().chain(ANN, 0, 10_000).size());
            reading.countDown();
            while (writing.get()) {
                seen.add(store().chain(ANN, 0, 10_000).size());
            }
            // A machine with much to do may not have let it read in between.
            seen.add(store().chain(ANN, 0, 10_000).size());
            return seen;
        });
        assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
        Ledger ledger = new Ledger(store(), Clock.systemUTC());
        for (int append = 0; append < 20; append++) {
            List<ImportedRow> rows = new ArrayList<>();
            for (int row = 0; row < together; row++) {
                rows.add(new ImportedRow(row + 2L, CallId.random(new SecureRandom()), 0, Optional.empty(),
                        new ImportedRow.Content.Log(terms("imported", "2020-01-01T00:00:00Z"))));
            }
            ledger.importAll(ANN, rows);
        }
        writing.set(false);

        assertThat(sizes.get(30, TimeUnit.SECONDS)).hasSizeGreaterThan(1).allMatch(size -> size % together == 0);
    }

    @Test
    void aCallThatBecameDueSinceTheLastEntryIsReady() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        Ledger ledger = new Ledger(store(), Clock.fixed(now, ZoneOffset.UTC));
        for (int day = 1; day <= 5; day++) {
            ledger.log(ANN, newKey(), terms("day " + day, "2027-01-0" + day + "T00:00:00Z", "tag"));
        }

        for (Optional<String> tag : List.of(Optional.<String>empty(), Optional.of("tag"))) {
            for (List<String> words : List.of(List.<String>of(), List.of("day"), List.of("da"))) {
                assertThat(pages(State.OPEN, Sort.NEWEST, tag, words)).containsExactly("day 5", "day 4");
                assertThat(pages(State.OPEN, Sort.DUE, tag, words)).containsExactly("day 4", "day 5");
                assertThat(pages(State.READY, Sort.NEWEST, tag, words)).containsExactly("day 3", "day 2", "day 1");
                assertThat(pages(State.READY, Sort.DUE, tag, words)).containsExactly("day 1", "day 2", "day 3");
            }
        }
        // The next entry moves them, and then a clock that is behind has to find them open.
        new Ledger(store(), Clock.fixed(now.plus(Duration.ofDays(365)), ZoneOffset.UTC))
                .log(ANN, newKey(), terms("x", "2099-01-01T00:00:00Z"));
        assertThat(pages(State.OPEN, Sort.NEWEST, Optional.of("tag"), List.of())).containsExactly("day 5", "day 4");
        assertThat(pages(State.READY, Sort.DUE, Optional.of("tag"), List.of())).containsExactly("day 1", "day 2", "day 3");
    }

    /** On the third day of that year, two by two. */
    private List<String> pages(State state, Sort sort, Optional<String> tag, List<String> words) {
        List<String> seen = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            CallPage page = store().page(ANN, new CallQuery(
                    Optional.of(state), tag, words, sort, 2, after, Instant.parse("2027-01-03T00:00:00Z")));
            page.calls().forEach(call -> seen.add(call.statement()));
            after = page.next();
        } while (after.isPresent());
        return seen;
    }

    @Test
    void aWordOfManyCallsIsFoundInThemAllPageByPage() {
        List<ImportedRow> rows = new ArrayList<>();
        for (int row = 0; row < 600; row++) {
            rows.add(new ImportedRow(row + 2L, CallId.random(new SecureRandom()), 0, Optional.empty(),
                    new ImportedRow.Content.Log(terms("many " + row % 2, "2020-01-01T00:00:00Z"))));
        }
        new Ledger(store(), Clock.systemUTC()).importAll(ANN, rows);

        for (Sort sort : Sort.values()) {
            for (List<String> words : List.of(List.of("many"), List.of("any"), List.of("many", "1"))) {
                List<Long> seen = new ArrayList<>();
                Optional<Cursor> after = Optional.empty();
                do {
                    CallPage page = store().page(
                            ANN, new CallQuery(Optional.empty(), Optional.empty(), words, sort, 99, after, Instant.now()));
                    page.calls().forEach(call -> seen.add(call.number()));
                    after = page.next();
                } while (after.isPresent());
                assertThat(seen).hasSize(words.contains("1") ? 300 : 600).doesNotHaveDuplicates()
                        .isSortedAccordingTo(sort == Sort.DUE ? Comparator.naturalOrder() : Comparator.reverseOrder());
            }
        }
    }
}
