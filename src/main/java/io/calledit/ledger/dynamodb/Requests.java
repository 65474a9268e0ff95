package io.calledit.ledger.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.LedgerException.Unavailable.Reason;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The only requests that are made of the table: reads of items by their keys and of stretches of one partition, all of them
 * strongly consistent, and writes in transactions. Each throws {@link Unavailable} where the table doesn't work.
 */
final class Requests {

    /** How many items a transaction may have, by DynamoDB's limits. */
    static final int MOST_WRITES = 100;

    private static final int MOST_READS = 100;
    private static final int MOST_ROUNDS = 8;
    private static final long FIRST_PAUSE_MILLIS = 20;

    private static final String NOTHING_WRONG = "None";
    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";

    private final DynamoDbClient client;
    private final String table;

    Requests(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** How a transaction ended. */
    sealed interface Outcome {

        /** All of it was written. */
        record Written() implements Outcome {}

        /**
         * Nothing was, since the condition on its first item, the head, doesn't hold.
         *
         * @param head as it is instead; empty where there is none
         */
        record HeadMoved(Map<String, AttributeValue> head) implements Outcome {}

        /** Nothing was, since another transaction was at the same items. */
        record InTheWay() implements Outcome {}
    }

    String table() {
        return table;
    }

    /** The item, or an empty map where there is none. */
    Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        GetItemRequest request =
                GetItemRequest.builder().tableName(table).key(key).consistentRead(true).build();
        return answer(() -> client.getItem(request)).item();
    }

    /** Those of the items that there are, in any order. */
    List<Map<String, AttributeValue>> get(Collection<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> wanted = new ArrayList<>(keys);
        List<Map<String, AttributeValue>> found = new ArrayList<>(keys.size());
        for (int from = 0; from < wanted.size(); from += MOST_READS) {
            found.addAll(batch(wanted.subList(from, Math.min(from + MOST_READS, wanted.size()))));
        }
        return found;
    }

    /** DynamoDB leaves items for another request where they are more than 16 MB together, or too much for the moment. */
    private List<Map<String, AttributeValue>> batch(List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> found = new ArrayList<>(keys.size());
        List<Map<String, AttributeValue>> open = keys;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var asked = KeysAndAttributes.builder().keys(open).consistentRead(true).build();
            var request = BatchGetItemRequest.builder().requestItems(Map.of(table, asked)).build();
            var response = answer(() -> client.batchGetItem(request));
            List<Map<String, AttributeValue>> items = response.responses().getOrDefault(table, List.of());
            found.addAll(items);
            KeysAndAttributes left = response.unprocessedKeys().get(table);
            if (left == null) {
                return found;
            }
            open = left.keys();
            if (items.isEmpty()) {
                pause(round);
            } else {
                round = 0;
            }
        }
        throw new Unavailable(Reason.BUSY, null);
    }

    QueryResponse query(QueryRequest.Builder query) {
        QueryRequest request = query.tableName(table).consistentRead(true).build();
        return answer(() -> client.query(request));
    }

    /**
     * Writes all of it or nothing.
     *
     * @param writes at most {@value #MOST_WRITES}, of which the first is the head's, under a condition that asks for the item
     *     where it fails
     */
    Outcome write(List<TransactWriteItem> writes) {
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .transactItems(writes)
                // By it DynamoDB knows the SDK's second try, after an answer that was lost, for one that was carried out.
                .clientRequestToken(UUID.randomUUID().toString())
                .build();
        try {
            answer(() -> client.transactWriteItems(request));
            return new Outcome.Written();
        } catch (TransactionCanceledException cancelled) {
            return outcome(cancelled);
        }
    }

    private Outcome outcome(TransactionCanceledException cancelled) {
        List<CancellationReason> reasons = cancelled.cancellationReasons();
        if (reasons.isEmpty()) {
            throw Failures.of(cancelled, table);
        }
        CancellationReason ofTheHead = reasons.get(0);
        if (CONDITION_FAILED.equals(ofTheHead.code())) {
            return new Outcome.HeadMoved(ofTheHead.item());
        }
        if (reasons.stream().anyMatch(reason -> CONFLICT.equals(reason.code()))) {
            return new Outcome.InTheWay();
        }
        String code = reasons.stream()
                .map(CancellationReason::code)
                .filter(reason -> !NOTHING_WRONG.equals(reason))
                .findFirst()
                .orElse(NOTHING_WRONG);
        if (CONDITION_FAILED.equals(code)) {
            throw Failures.damaged("There is an item in table " + table + " where the ledger ends.", cancelled);
        }
        throw Failures.ofReason(code, cancelled);
    }

    /** Waits a while, which is longer the more often it was waited. */
    static void pause(int round) {
        long most = FIRST_PAUSE_MILLIS << Math.min(round, 6);
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(Reason.BUSY, e);
        }
    }

    private <T> T answer(Supplier<T> request) {
        try {
            return request.get();
        } catch (TransactionCanceledException cancelled) {
            throw cancelled;
        } catch (SdkException e) {
            throw Failures.of(e, table);
        } catch (RuntimeException e) {
            // The container makes the client at the first request, and wraps what is wrong with its configuration.
            throw e.getCause() instanceof SdkException cause ? Failures.of(cause, table) : e;
        }
    }
}
