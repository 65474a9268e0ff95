package io.calledit.ledger.dynamodb;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.inject.CreationException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.ChainOfTheStore;
import io.calledit.ledger.Head;
import io.calledit.ledger.IdempotencyKey;
import io.calledit.ledger.KeptEntry;
import io.calledit.ledger.Ledger;
import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.LedgerException.Unavailable.Reason;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class FailuresTest {

    private static DynamoDbClient client;

    @BeforeAll
    static void connect() {
        client = LocalDynamoDb.client();
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    private static CallStore store(DynamoDbClient client, String table) {
        return new DynamoDbCallStore(client, table);
    }

    private static Ledger ledger(CallStore store) {
        return new Ledger(store, Clock.systemUTC());
    }

    private static void assertThatItIs(Reason reason, ThrowingCallable request) {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(request)
                .satisfies(unavailable -> assertThat(unavailable.reason()).isEqualTo(reason));
    }

    @Test
    void aServerThatIsNotThereCannotBeReached() throws IOException {
        int nobodysPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodysPort = socket.getLocalPort();
        }
        try (DynamoDbClient lost = LocalDynamoDb.client(URI.create("http://localhost:" + nobodysPort))) {
            assertThatItIs(Reason.UNREACHABLE, () -> store(lost, "any").head(ANN));
        }
    }

    @Test
    void aClientThatIsNotConfiguredReachesNothing() {
        SdkException noRegion = SdkClientException.create("Unable to load region");
        CallStore store = store(answering(request -> {
            throw new CreationException(noRegion);
        }), "t");

        assertThatItIs(Reason.UNREACHABLE, () -> store.append(ANN, Head.EMPTY, Appends.first()));
    }

    @Test
    void aTableThatIsNotThereCannotBeReached() {
        CallStore none = store(client, "nobody-made-it");

        assertThatItIs(Reason.UNREACHABLE, () -> none.head(ANN));
        assertThatItIs(Reason.UNREACHABLE, () -> ledger(none).log(ANN, newKey(), terms("x", "2099-01-01T00:00:00Z")));
    }

    @Test
    void askingForTooMuchAtOncePasses() {
        assertThat(Failures.of(refused("ThrottlingException", 400), "t")).isInstanceOfSatisfying(
                Unavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));
        assertThat(Failures.of(refused("ProvisionedThroughputExceededException", 400), "t")).isInstanceOfSatisfying(
                Unavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));
        assertThat(Failures.of(refused("InternalServerError", 500), "t")).isInstanceOfSatisfying(
                Unavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
        assertThat(Failures.of(refused("AccessDeniedException", 400), "t")).isInstanceOfSatisfying(
                Unavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
    }

    @Test
    void aRequestThatIsWrongInItselfIsNobodysOutage() {
        SdkException wrong = refused("ValidationException", 400);

        assertThat(Failures.of(wrong, "t")).isSameAs(wrong);
    }

    private static SdkException refused(String code, int status) {
        return (SdkException) DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
                .build();
    }

    @Test
    void aTransactionThatIsCancelledSaysWhy() {
        assertThatItIs(Reason.BUSY, () -> ledger(store(cancelling("None", "ThrottlingError"), "t"))
                .log(ANN, newKey(), terms("x", "2099-01-01T00:00:00Z")));
        assertThatItIs(Reason.FULL, () -> ledger(store(cancelling("None", "ItemCollectionSizeLimitExceeded"), "t"))
                .log(ANN, newKey(), terms("x", "2099-01-01T00:00:00Z")));
        assertThatItIs(Reason.DAMAGED, () -> ledger(store(cancelling("None", "ConditionalCheckFailed"), "t"))
                .log(ANN, newKey(), terms("x", "2099-01-01T00:00:00Z")));
    }

    @Test
    void anotherTransactionAtTheSameItemsIsAConflict() {
        CallStore conflicting = store(cancelling("TransactionConflict", "None"), "t");

        assertThat(conflicting.append(ANN, Head.EMPTY, Appends.first())).isFalse();
    }

    @Test
    void anItemThatIsNoneOfALedgerIsDamage() {
        String table = LocalDynamoDb.newTable(client);
        CallStore store = store(client, table);
        var written = ledger(store).log(ANN, newKey(), terms("x", "2099-01-01T00:00:00Z"));
        client.updateItem(request -> request.tableName(table)
                .key(Layout.entry(ANN, 1))
                .updateExpression("SET body = :body")
                .expressionAttributeValues(Map.of(":body", AttributeValue.fromS("{}"))));

        assertThat(store.chain(ANN, 0, 10)).first().extracting(KeptEntry::body).isEqualTo("{}");
        assertThatItIs(Reason.DAMAGED, () -> store.entries(ANN, written.call()));

        client.deleteItem(request -> request.tableName(table).key(Layout.entry(ANN, 1)));

        assertThatItIs(Reason.DAMAGED, () -> store.entries(ANN, written.call()));
    }

    @Test
    void anEntryIsNeverWrittenOver() {
        String table = LocalDynamoDb.newTable(client);
        CallStore store = store(client, table);
        ledger(store).log(ANN, newKey(), terms("x", "2099-01-01T00:00:00Z"));
        client.deleteItem(request -> request.tableName(table).key(Layout.head(ANN)));

        assertThatItIs(Reason.DAMAGED, () -> ledger(store).log(ANN, newKey(), terms("y", "2099-01-01T00:00:00Z")));
    }

    @Test
    void anAppendWhoseAnswerIsLostIsWrittenOnce() {
        LossyHttpClient network = new LossyHttpClient("TransactWriteItems");
        try (DynamoDbClient lossy = lossy(network)) {
            CallStore store = store(lossy, LocalDynamoDb.newTable(client));
            network.loseAnswers(2);

            assertThat(store.append(ANN, Head.EMPTY, Appends.first())).isTrue();

            assertThat(store.head(ANN).entries()).isEqualTo(1);
            ChainOfTheStore.assertHolds(store, ANN);
        }
    }

    @Test
    void anAppendThatThrewIsFoundByItsReceipt() {
        LossyHttpClient network = new LossyHttpClient("TransactWriteItems");
        try (DynamoDbClient lossy = lossy(network)) {
            CallStore store = store(lossy, LocalDynamoDb.newTable(client));
            IdempotencyKey key = newKey();
            network.loseAnswers(Integer.MAX_VALUE);
            assertThatItIs(
                    Reason.UNREACHABLE, () -> ledger(store).log(ANN, key, terms("x", "2099-01-01T00:00:00Z")));
            network.loseAnswers(0);

            assertThat(ledger(store).log(ANN, key, terms("x", "2099-01-01T00:00:00Z")).repeated()).isTrue();

            assertThat(store.head(ANN).entries()).isEqualTo(1);
        }
    }

    private static DynamoDbClient lossy(LossyHttpClient network) {
        return LocalDynamoDb.builder(LocalDynamoDb.endpoint()).httpClient(network).build();
    }

    /** A DynamoDB that is empty and cancels every transaction for these reasons. */
    private static DynamoDbClient cancelling(String... codes) {
        return answering(request -> {
            throw TransactionCanceledException.builder()
                    .cancellationReasons(Arrays.stream(codes)
                            .map(code -> CancellationReason.builder().code(code).build())
                            .toList())
                    .build();
        });
    }

    /** A DynamoDB that is empty and answers transactions so. */
    private static DynamoDbClient answering(Function<TransactWriteItemsRequest, TransactWriteItemsResponse> answer) {
        return new DynamoDbClient() {
            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                return GetItemResponse.builder().build();
            }

            @Override
            public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
                return answer.apply(request);
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
