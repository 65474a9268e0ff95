package io.calledit.ledger.dynamodb;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.ChainOfTheStore;
import io.calledit.ledger.ImportedRow;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.LedgerException.Unavailable.Reason;
import io.calledit.prediction.CallId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class LeaseTest extends OnATable {

    /** The lease, five batches, and the end. */
    private static final int CALLS = 100;
    private static final int TRANSACTIONS = 7;

    private static final int LOGGERS = 8;

    /** A machine's time, which passes when the test says so, and began wherever it likes. */
    private static final class Time implements LongSupplier {

        private final AtomicLong nanos;

        Time(Duration origin) {
            nanos = new AtomicLong(origin.toNanos());
        }

        void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        @Override
        public long getAsLong() {
            return nanos.get();
        }
    }

    private CallStore store(DynamoDbClient connection, LongSupplier time) {
        return new DynamoDbCallStore(connection, table, time);
    }

    private static Ledger ledger(CallStore store) {
        return new Ledger(store, Clock.systemUTC());
    }

    private static List<ImportedRow> file() {
        SecureRandom random = new SecureRandom();
        List<ImportedRow> rows = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            rows.add(new ImportedRow(0, CallId.random(random), 0, Optional.empty(), new ImportedRow.Content.Log(
                    terms("imported", "2027-01-01T00:00:00Z"))));
        }
        return rows;
    }

    private void importWith(Interference interference, LongSupplier time) {
        try (DynamoDbClient disturbed = LocalDynamoDb.client(interference)) {
            ledger(store(disturbed, time)).importAll(ANN, file());
        }
    }

    private static boolean getsIn(CallStore store) {
        return store.append(ANN, store.head(ANN), Appends.first());
    }

    private static TransactionCanceledException conflict() {
        return TransactionCanceledException.builder()
                .cancellationReasons(CancellationReason.builder().code("TransactionConflict").build())
                .build();
    }

    private void assertThatTheImportIsWhole(CallStore store, int others) {
        assertThat(store.head(ANN).calls()).isEqualTo(CALLS + others);
        ChainOfTheStore.assertHolds(store, ANN);
    }

    @Test
    void aDeadHolderIsWaitedForByTheWaitersOwnTime() {
        Time anHourAhead = new Time(Duration.ofHours(1));
        assertThatThrownBy(() -> importWith(Interference.deathBefore(4), anHourAhead))
                .isInstanceOf(Interference.Death.class);
        Time own = new Time(Duration.ZERO);
        CallStore next = store(client, own);

        assertThat(getsIn(next)).isFalse();
        own.pass(HeadItem.LEASE.minusNanos(1));
        assertThat(getsIn(next)).isFalse();
        own.pass(Duration.ofNanos(1));
        assertThat(getsIn(next)).isTrue();

        assertThat(next.head(ANN).calls()).isEqualTo(1);
    }

    @Test
    void aProcessThatHasJustStartedWaitsAsLongAsAnyOther() {
        assertThatThrownBy(() -> importWith(Interference.deathBefore(4), new Time(Duration.ZERO)))
                .isInstanceOf(Interference.Death.class);
        CallStore started = store(client, new Time(Duration.ofDays(1)));

        assertThat(getsIn(started)).isFalse();
    }

    @Test
    void aLiveImporterWithASlowClockFinishes() {
        Time own = new Time(Duration.ZERO);
        CallStore waiting = store(client, own);
        AtomicInteger transactions = new AtomicInteger();

        importWith(
                new Interference(transaction -> {
                    transactions.set(transaction);
                    if (transaction > 1) {
                        assertThat(getsIn(waiting)).isFalse();
                        own.pass(HeadItem.LEASE.minusSeconds(1));
                    }
                }),
                new Time(Duration.ofHours(-1)));

        assertThat(transactions).hasValue(TRANSACTIONS);
        assertThatTheImportIsWhole(waiting, 0);
    }

    @Test
    void whoWaitsSendsNoTransaction() {
        Operations operations = new Operations();
        try (DynamoDbClient watched = LocalDynamoDb.client(operations)) {
            CallStore waiting = store(watched, new Time(Duration.ZERO));

            importWith(
                    new Interference(transaction -> {
                        if (transaction > 1) {
                            assertThat(getsIn(waiting)).isFalse();
                        }
                    }),
                    new Time(Duration.ZERO));
        }

        assertThat(operations.names()).contains("GetItem").doesNotContain("TransactWriteItems");
    }

    @Test
    void whoWaitedGetsInOnceTheLeaseIsGivenUp() {
        CallStore waiting = store(client, new Time(Duration.ZERO));
        importWith(
                new Interference(transaction -> {
                    if (transaction > 1) {
                        assertThat(getsIn(waiting)).isFalse();
                    }
                }),
                new Time(Duration.ZERO));

        ledger(waiting).log(ANN, newKey(), terms("waited", "2099-01-01T00:00:00Z"));

        assertThatTheImportIsWhole(waiting, 1);
    }

    @Test
    void anImportIsPatientWithConflicts() {
        importWith(
                new Interference(transaction -> {
                    if (transaction > 2 && transaction <= 14) {
                        throw conflict();
                    }
                }),
                new Time(Duration.ZERO));

        assertThatTheImportIsWhole(store(client, new Time(Duration.ZERO)), 0);
    }

    @Test
    void anImportThatGetsNowhereForAsLongAsItsLeaseEnds() {
        Time own = new Time(Duration.ZERO);

        assertThatThrownBy(() -> importWith(
                        new Interference(transaction -> {
                            if (transaction > 2) {
                                own.pass(HeadItem.LEASE.dividedBy(3));
                                throw conflict();
                            }
                        }),
                        own))
                .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));
    }

    /** A machine's client. As in DynamoDB itself, one of two transactions on the same head at the same time fails. */
    private DynamoDbClient contending(Semaphore head, Consumer<String> before) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    before.accept(method.getName());
                    boolean writes = method.getName().equals("transactWriteItems");
                    if (writes && !head.tryAcquire()) {
                        throw conflict();
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (writes) {
                            head.release();
                        }
                    }
                });
    }

    @Test
    void anImportAndEightLoggersAllSucceed() throws Exception {
        Semaphore head = new Semaphore(1);
        Semaphore polls = new Semaphore(0);
        CountDownLatch leased = new CountDownLatch(1);
        AtomicInteger transactions = new AtomicInteger();
        AtomicInteger disturbances = new AtomicInteger();
        AtomicInteger disturbancesOfTheImport = new AtomicInteger(-1);
        Consumer<String> importing = operation -> {
            if (!operation.equals("transactWriteItems") || transactions.incrementAndGet() == 1) {
                return;
            }
            leased.countDown();
            await(() -> polls.tryAcquire(5 * LOGGERS, 30, TimeUnit.SECONDS));
            if (transactions.get() == TRANSACTIONS) {
                disturbancesOfTheImport.set(disturbances.get());
            }
        };
        Consumer<String> logging = operation -> {
            if (operation.equals("transactWriteItems")) {
                disturbances.incrementAndGet();
            } else {
                polls.release();
            }
        };
        ExecutorService machines = Executors.newFixedThreadPool(LOGGERS + 1);
        try {
            var work = Stream.concat(
                    Stream.<Runnable>of(() -> ledger(store(contending(head, importing), System::nanoTime))
                            .importAll(ANN, file())),
                    IntStream.range(0, LOGGERS).<Runnable>mapToObj(number -> () -> {
                        Ledger ledger = ledger(store(contending(head, logging), System::nanoTime));
                        await(() -> leased.await(30, TimeUnit.SECONDS));
                        ledger.log(ANN, newKey(), terms("logged " + number, "2099-01-01T00:00:00Z"));
                    }));
            CompletableFuture.allOf(work.map(task -> CompletableFuture.runAsync(task, machines))
                            .toArray(CompletableFuture[]::new))
                    .get(60, TimeUnit.SECONDS);
        } finally {
            machines.shutdownNow();
        }

        assertThatTheImportIsWhole(store(client, System::nanoTime), LOGGERS);
        assertThat(disturbancesOfTheImport).hasValue(0);
    }

    /** What is waited for, with a limit. */
    private interface Condition {
        boolean comesTrue() throws InterruptedException;
    }

    private static void await(Condition condition) {
        try {
            assertThat(condition.comesTrue()).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
