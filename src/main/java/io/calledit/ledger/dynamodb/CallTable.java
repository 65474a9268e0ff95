package io.calledit.ledger.dynamodb;

import java.time.Duration;
import java.util.List;

import io.calledit.ledger.LedgerException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The table itself: whether it is there, and how it is made. */
public final class CallTable {

    private static final Duration LONGEST_MAKING = Duration.ofMinutes(2);

    private static final List<KeySchemaElement> KEY = key(Layout.SORT);
    private static final List<KeySchemaElement> INDEX_KEY = key(Layout.LISTED);

    private final DynamoDbClient client;
    private final String name;

    public CallTable(DynamoDbClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** How a table was found. */
    public enum Found {
        MISSING,
        /** With the keys and the index that {@link DynamoDbCallStore} needs. */
        FITTING,
        OTHER
    }

    /** @throws SdkException if DynamoDB doesn't say */
    public Found found() {
        try {
            TableDescription table = client.describeTable(request -> request.tableName(name)).table();
            boolean indexed = table.localSecondaryIndexes().stream()
                    .anyMatch(index -> index.indexName().equals(Layout.BY_NUMBER)
                            && index.keySchema().equals(INDEX_KEY)
                            && index.projection().projectionType() == ProjectionType.ALL);
            return table.keySchema().equals(KEY) && indexed ? Found.FITTING : Found.OTHER;
        } catch (ResourceNotFoundException none) {
            return Found.MISSING;
        }
    }

    /**
     * Makes the table where it is missing, without what keeps a table that matters: for development and tests.
     *
     * @throws LedgerException.Unavailable if that doesn't work
     */
    public void makeWhereMissing() {
        try {
            if (found() == Found.MISSING) {
                make(false);
            }
        } catch (SdkException e) {
            throw Failures.of(e, name);
        }
    }

    /**
     * Makes the table where there is none of that name, billed by request, and waits until it can be used.
     *
     * @throws SdkException if that doesn't work, or takes more than two minutes
     */
    public void make(boolean deletionProtected) {
        CreateTableRequest request = CreateTableRequest.builder()
                .tableName(name)
                .keySchema(KEY)
                .attributeDefinitions(
                        attribute(Layout.PARTITION, ScalarAttributeType.S),
                        attribute(Layout.SORT, ScalarAttributeType.S),
                        attribute(Layout.LISTED, ScalarAttributeType.N))
                .localSecondaryIndexes(LocalSecondaryIndex.builder()
                        .indexName(Layout.BY_NUMBER)
                        .keySchema(INDEX_KEY)
                        .projection(all -> all.projectionType(ProjectionType.ALL))
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .deletionProtectionEnabled(deletionProtected)
                .build();
        try {
            client.createTable(request);
        } catch (ResourceInUseException someoneElseDid) {
            // It is waited for all the same.
        }
        try (var waiter = client.waiter()) {
            waiter.waitUntilTableExists(
                    described -> described.tableName(name),
                    limits -> limits.backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofSeconds(1)))
                            .maxAttempts((int) LONGEST_MAKING.toSeconds())
                            .waitTimeout(LONGEST_MAKING));
        }
    }

    /**
     * Has AWS keep every state of the last 35 days, to go back to.
     *
     * @throws SdkException if that doesn't work
     */
    public void keepBackups() {
        client.updateContinuousBackups(request -> request.tableName(name)
                .pointInTimeRecoverySpecification(recovery -> recovery.pointInTimeRecoveryEnabled(true)));
    }

    private static List<KeySchemaElement> key(String sort) {
        return List.of(
                KeySchemaElement.builder().attributeName(Layout.PARTITION).keyType(KeyType.HASH).build(),
                KeySchemaElement.builder().attributeName(sort).keyType(KeyType.RANGE).build());
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }
}
