package io.calledit.ledger.dynamodb;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.calledit.ledger.CallPage;
import io.calledit.ledger.CallQuery;
import io.calledit.ledger.CallStore;
import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Cursor;
import io.calledit.ledger.ImportedRow;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.Sort;
import io.calledit.ledger.State;
import io.calledit.prediction.CallId;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

class ListingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final OffsetDateTime FIRST_DUE = OffsetDateTime.parse("2027-01-01T00:00:00Z");

    private final Capacity capacity = new Capacity();
    private final Operations operations = new Operations();
    private DynamoDbClient client;
    private String table;

    /** Adds up what queries cost, in read capacity units. */
    private static final class Capacity implements ExecutionInterceptor {

        private final DoubleAdder units = new DoubleAdder();

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            return context.request() instanceof QueryRequest query
                    ? query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build()
                    : context.request();
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (context.response() instanceof QueryResponse response) {
                units.add(response.consumedCapacity().capacityUnits());
            }
        }
    }

    @BeforeEach
    void makeTable() {
        client = LocalDynamoDb.client(capacity, operations);
        table = LocalDynamoDb.newTable(client);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private void importCalls(int count) {
        SecureRandom random = new SecureRandom();
        List<ImportedRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new ImportedRow(i, CallId.random(random), 0, Optional.empty(), new ImportedRow.Content.Log(
                    terms("hay", FIRST_DUE.plusDays(i % 50).toString(), "field"))));
        }
        new Ledger(new DynamoDbCallStore(client, table), CLOCK).importAll(ANN, rows);
    }

    private static CallQuery asking(Sort sort, List<String> words, Optional<Cursor> after) {
        return new CallQuery(Optional.of(State.OPEN), Optional.of("field"), words, sort, 5, after, NOW);
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    void aSearchLooksOnlySoFarForOnePageAndGoesOnWithTheNext(Sort sort) {
        CallStore store = new DynamoDbCallStore(client, table, System::nanoTime, 20);
        importCalls(45);
        String lastDue = FIRST_DUE.plusYears(1).toString();
        // The last by its date and, with others behind it, near the end of the newest first.
        Ledger ledger = new Ledger(store, CLOCK);
        ledger.log(ANN, newKey(), terms("the needle", lastDue, "field"));
        importCalls(45);

        List<Integer> pages = new ArrayList<>();
        List<String> found = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            CallPage page = store.page(ANN, asking(sort, List.of("needle"), after));
            pages.add(page.calls().size());
            page.calls().forEach(call -> found.add(call.statement()));
            after = page.next().flatMap(next -> Cursor.decode(next.encode()));
        } while (after.isPresent());

        assertThat(found).containsExactly("the needle");
        assertThat(pages).hasSize(5).startsWith(0, 0);
    }

    @Test
    void aPageCostsNoMoreInALongerLedger() {
        CallStore store = new DynamoDbCallStore(client, table);
        importCalls(40);
        List<Double> inAShortOne = costOfEveryPage(store);
        importCalls(400);

        assertThat(costOfEveryPage(store)).isEqualTo(inAShortOne);
    }

    private List<Double> costOfEveryPage(CallStore store) {
        List<Double> costs = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            for (Optional<String> tag : List.of(Optional.<String>empty(), Optional.of("field"))) {
                for (Optional<State> state : List.of(Optional.<State>empty(), Optional.of(State.READY))) {
                    // Newest first with a state that is one of the time is a filter's work.
                    if (state.isPresent() && sort == Sort.NEWEST) {
                        continue;
                    }
                    capacity.units.reset();
                    operations.names().clear();
                    CallPage page = store.page(
                            ANN, new CallQuery(state, tag, List.of(), sort, 25, Optional.empty(), NOW));
                    assertThat(page.calls()).extracting(CallSummary::statement).hasSize(state.isPresent() ? 0 : 25);
                    assertThat(operations.names()).containsExactly("GetItem", "Query");
                    costs.add(capacity.units.sum());
                }
            }
        }
        return costs;
    }

    @Test
    void aCursorThatLeadsNowhereIsTheEnd() {
        CallStore store = new DynamoDbCallStore(client, table);
        importCalls(3);
        Instant farAway = Instant.ofEpochSecond(999_999_999_999L);

        for (Sort sort : Sort.values()) {
            Cursor cursor = new Cursor(sort, farAway, 0);
            CallQuery ready = new CallQuery(
                    Optional.of(State.READY), Optional.empty(), List.of(), sort, 5, Optional.of(cursor), NOW);

            assertThat(store.page(ANN, ready)).isEqualTo(new CallPage(List.of(), Optional.empty()));
            assertThat(store.page(ANN, asking(sort, List.of(), Optional.of(cursor))).calls()).isEmpty();
        }
    }
}
