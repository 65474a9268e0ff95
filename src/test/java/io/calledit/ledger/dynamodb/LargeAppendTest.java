package io.calledit.ledger.dynamodb;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.cameTrue;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.calledit.ledger.Append;
import io.calledit.ledger.CallPage;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallStore;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.ChainOfTheStore;
import io.calledit.ledger.Entry;
import io.calledit.ledger.Event;
import io.calledit.ledger.Head;
import io.calledit.ledger.ImportedRow;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.Sort;
import io.calledit.ledger.State;
import io.calledit.prediction.CallId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class LargeAppendTest extends OnATable {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** The lease, five batches, and the end. */
    private static final int CALLS = 60;
    private static final int TRANSACTIONS = 7;

    private CallStore store;

    @BeforeEach
    void openStore() {
        store = new DynamoDbCallStore(client, table);
    }

    /** A machine that has watched the lease that is there for longer than its holder may be silent. */
    private CallStore havingWatched(DynamoDbClient connection) {
        AtomicLong time = new AtomicLong();
        CallStore machine = new DynamoDbCallStore(connection, table, time::get);
        machine.head(ANN);
        time.addAndGet(HeadItem.LEASE.toNanos());
        return machine;
    }

    private static Ledger ledger(CallStore store) {
        return new Ledger(store, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private CallId log(CallStore where, String statement) {
        return ledger(where).log(ANN, newKey(), terms(statement, "2027-01-01T00:00:00Z", "mine")).call();
    }

    /** Calls that were judged: the last of the file's rows are behind all of its calls. */
    private static List<ImportedRow> file() {
        SecureRandom random = new SecureRandom();
        List<CallId> ids = IntStream.range(0, CALLS).mapToObj(none -> CallId.random(random)).toList();
        List<ImportedRow> rows = new ArrayList<>();
        for (CallId id : ids) {
            rows.add(new ImportedRow(0, id, 0, Optional.of(NOW), new ImportedRow.Content.Log(
                    terms("imported", "2020-01-01T00:00:00Z", "old", "mine"))));
        }
        for (CallId id : ids) {
            rows.add(new ImportedRow(0, id, 0, Optional.of(NOW), new ImportedRow.Content.Add(cameTrue())));
        }
        return rows;
    }

    private static Set<CallId> calls(List<ImportedRow> file) {
        return file.stream().map(ImportedRow::call).collect(Collectors.toSet());
    }

    private void importWith(Interference interference, List<ImportedRow> file) {
        try (DynamoDbClient disturbed = LocalDynamoDb.client(interference)) {
            ledger(new DynamoDbCallStore(disturbed, table)).importAll(ANN, file);
        }
    }

    private static List<CallQuery> everyList() {
        List<CallQuery> queries = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            for (Optional<String> tag : List.of(Optional.<String>empty(), Optional.of("mine"), Optional.of("old"))) {
                queries.add(new CallQuery(Optional.empty(), tag, List.of(), sort, 100, Optional.empty(), NOW));
            }
            for (State state : State.values()) {
                queries.add(new CallQuery(
                        Optional.of(state), Optional.empty(), List.of(), sort, 100, Optional.empty(), NOW));
            }
        }
        return queries;
    }

    private void assertThatOnlyTheseAreThere(CallStore where, List<CallId> calls, Set<CallId> absent) {
        assertThat(where.head(ANN).calls()).isEqualTo(calls.size());
        assertThat(where.known(ANN, absent)).isEmpty();
        for (CallQuery query : everyList()) {
            assertThat(where.page(ANN, query).calls().stream().map(CallSummary::id)).isSubsetOf(calls);
        }
        CallId one = absent.iterator().next();
        assertThat(where.entries(ANN, one)).isEmpty();
        ChainOfTheStore.assertHolds(where, ANN);
    }

    /** How many items the table really has, for readers see none that is behind the head. */
    private int items() {
        return client.scanPaginator(request -> request.tableName(table)).stream().mapToInt(page -> page.count()).sum();
    }

    @Test
    void nothingIsSeenUntilAllOfItIsThere() {
        CallId before = log(store, "before");
        List<ImportedRow> file = file();
        AtomicInteger transactions = new AtomicInteger();

        importWith(
                new Interference(transaction -> {
                    assertThatOnlyTheseAreThere(store, List.of(before), calls(file));
                    transactions.set(transaction);
                }),
                file);

        assertThat(transactions).hasValue(TRANSACTIONS);
        assertThat(store.known(ANN, calls(file))).isEqualTo(calls(file));
        assertThat(store.head(ANN)).extracting(Head::entries, Head::calls).containsExactly(2L * CALLS + 1, CALLS + 1L);
        ChainOfTheStore.assertHolds(store, ANN);
    }

    @Test
    void whatADeadWriterLeftIsClearedAwayByTheNext() {
        CallId before = log(store, "before");
        int items = items();
        for (int fatal = 2; fatal <= TRANSACTIONS; fatal++) {
            List<ImportedRow> file = file();
            int fatalTransaction = fatal;
            assertThatThrownBy(() -> importWith(Interference.deathBefore(fatalTransaction), file))
                    .isInstanceOf(Interference.Death.class);
            assertThatOnlyTheseAreThere(store, List.of(before), calls(file));

            // The first attempt that finds the lease run out; it is of no ledger, and writes nothing itself.
            assertThat(havingWatched(client).append(ANN, Head.EMPTY, Appends.first())).isFalse();

            assertThatOnlyTheseAreThere(store, List.of(before), calls(file));
            assertThat(items()).isEqualTo(items);
        }
        CallId after = log(store, "after");
        assertThatOnlyTheseAreThere(store, List.of(before, after), calls(file()));
    }

    @Test
    void aWriterThatIsAliveIsNotDisturbed() {
        List<ImportedRow> file = file();
        importWith(
                new Interference(transaction -> {
                    if (transaction > 1) {
                        assertThat(store.append(ANN, Head.EMPTY, Appends.first())).isFalse();
                    }
                }),
                file);

        assertThat(store.known(ANN, calls(file))).hasSize(CALLS);
        assertThat(store.head(ANN).calls()).isEqualTo(CALLS);
    }

    @Test
    void aWriterThatWakesUpAfterAnotherTookItsPlaceWritesNothingMore() {
        for (int late = 2; late <= TRANSACTIONS; late++) {
            table = LocalDynamoDb.newTable(client);
            store = new DynamoDbCallStore(client, table);
            int lateTransaction = late;
            List<CallId> others = new ArrayList<>();
            List<ImportedRow> file = file();

            importWith(
                    new Interference(transaction -> {
                        if (transaction == lateTransaction) {
                            others.add(log(havingWatched(client), "other"));
                        }
                        if (transaction == lateTransaction + 1) {
                            assertThatOnlyTheseAreThere(store, others, calls(file));
                        }
                    }),
                    file);

            // The ledger tried again, behind the other's entry, and that time was alone.
            assertThat(store.head(ANN).calls()).isEqualTo(CALLS + 1);
            assertThat(CallSummary.of(store.entries(ANN, others.get(0))).number()).isEqualTo(1);
            ChainOfTheStore.assertHolds(store, ANN);
        }
    }

    @Test
    void aDeathWhileClearingAwayIsClearedAwayToo() {
        List<ImportedRow> file = file();
        assertThatThrownBy(() -> importWith(Interference.deathBefore(TRANSACTIONS), file))
                .isInstanceOf(Interference.Death.class);
        // The lease taken over, and half of the clearing.
        try (DynamoDbClient disturbed = LocalDynamoDb.client(Interference.deathBefore(4))) {
            CallStore next = havingWatched(disturbed);
            assertThatThrownBy(() -> log(next, "next")).isInstanceOf(Interference.Death.class);
        }

        CallId last = log(havingWatched(client), "last");

        assertThatOnlyTheseAreThere(store, List.of(last), calls(file));
        // The head, the entry, the call, its receipt, and three lists.
        assertThat(items()).isEqualTo(7);
    }

    @Test
    void anAppendThatIsTooLargeMayOnlyBringNewCalls() {
        List<Append> all = Appends.withNotes(120);
        assertThat(store.append(ANN, Head.EMPTY, all.subList(0, 1))).isTrue();

        assertThatThrownBy(() -> store.append(ANN, store.head(ANN), all.subList(1, 121)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(store.head(ANN).entries()).isEqualTo(1);
    }

    @Test
    void aChainGoesOnFromOnePartitionToTheNext() {
        SecureRandom random = new SecureRandom();
        List<ImportedRow> rows = new ArrayList<>();
        while (rows.size() <= Layout.ENTRIES_PER_SEGMENT) {
            CallId id = CallId.random(random);
            rows.add(new ImportedRow(0, id, 0, Optional.empty(), new ImportedRow.Content.Log(
                    terms("many notes", "2027-01-01T00:00:00Z"))));
            for (int i = 0; i < 600; i++) {
                rows.add(new ImportedRow(0, id, 0, Optional.empty(), new ImportedRow.Content.Add(new Event.Note("n"))));
            }
        }

        ledger(store).importAll(ANN, rows);

        assertThat(store.head(ANN).entries()).isEqualTo(rows.size()).isGreaterThan(Layout.ENTRIES_PER_SEGMENT);
        assertThat(store.chain(ANN, Layout.ENTRIES_PER_SEGMENT - 2, 5))
                .extracting(KeptEntry::number)
                .containsExactly(999L, 1_000L, 1_001L, 1_002L, 1_003L);
        ChainOfTheStore.assertHolds(store, ANN);
        CallPage page = store.page(ANN, everyList().get(0));
        assertThat(store.entries(ANN, page.calls().get(0).id())).hasSize(601);
    }
}
