package io.calledit.gateway.table;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.calledit.gateway.GatewayConfig;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The table: two keys that are text, and a time in seconds at which DynamoDB may remove an item, which it does some day.
 * What is read is never older than what was written.
 */
@ApplicationScoped
public class Table {

    static final String PARTITION = "pk";
    static final String SORT = "sk";
    static final String EXPIRES = "expires";

    private final Supplier<DynamoDbClient> dynamoDb;
    private final GatewayConfig config;
    private final Clock clock;
    private volatile DynamoDbClient client;

    @Inject
    Table(Instance<DynamoDbClient> dynamoDb, GatewayConfig config, Clock clock) {
        this(dynamoDb::get, config, clock);
    }

    /** @param dynamoDb asked for a client when one is needed */
    Table(Supplier<DynamoDbClient> dynamoDb, GatewayConfig config, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.config = config;
        this.clock = clock;
    }

    DynamoDbClient client() {
        DynamoDbClient made = client;
        if (made == null) {
            made = dynamoDb.get();
            if (config.createTable()) {
                make(made, config.table());
            }
            client = made;
        }
        return made;
    }

    String name() {
        return config.table();
    }

    /** The time by the wall clock, in milliseconds. */
    long now() {
        return clock.millis();
    }

    AttributeValue expiry(Duration from) {
        return number(clock.instant().plus(from).getEpochSecond());
    }

    /** Whether that item is one that should be gone by now. */
    boolean isExpired(Map<String, AttributeValue> item) {
        return item.containsKey(EXPIRES) && Long.parseLong(item.get(EXPIRES).n()) <= clock.instant().getEpochSecond();
    }

    /** The item, or an empty one. */
    Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = client()
                .getItem(GetItemRequest.builder().tableName(name()).key(key).consistentRead(true).build())
                .item();
        return isExpired(item) ? Map.of() : item;
    }

    void put(Map<String, AttributeValue> item) {
        client().putItem(PutItemRequest.builder().tableName(name()).item(item).build());
    }

    /** Puts an item, unless that is so of the one that is there and hasn't expired. */
    boolean putUnless(Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":now", number(clock.instant().getEpochSecond()));
        try {
            client().putItem(PutItemRequest.builder()
                    .tableName(name())
                    .item(item)
                    .conditionExpression("NOT (" + condition + ") OR expires <= :now")
                    .expressionAttributeValues(all)
                    .build());
            return true;
        } catch (ConditionalCheckFailedException itIs) {
            return false;
        }
    }

    /**
     * Changes an item.
     *
     * @param update complete but for the table's name
     * @return the item as {@code update} asks for it
     * @throws ConditionalCheckFailedException if its condition doesn't hold
     */
    Map<String, AttributeValue> update(UpdateItemRequest.Builder update) {
        return client().updateItem(update.tableName(name()).build()).attributes();
    }

    /** Removes an item and gives it back, or an empty one. */
    Map<String, AttributeValue> remove(Map<String, AttributeValue> key) {
        return client()
                .deleteItem(delete -> delete.tableName(name()).key(key).returnValues(ReturnValue.ALL_OLD))
                .attributes();
    }

    static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PARTITION, text(partition), SORT, text(sort));
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** Makes a table of that name where there is none, billed by request. */
    public static void make(DynamoDbClient client, String name) {
        try {
            client.createTable(create -> create
                    .tableName(name)
                    .keySchema(
                            key -> key.attributeName(PARTITION).keyType(KeyType.HASH),
                            key -> key.attributeName(SORT).keyType(KeyType.RANGE))
                    .attributeDefinitions(
                            attribute -> attribute.attributeName(PARTITION).attributeType(ScalarAttributeType.S),
                            attribute -> attribute.attributeName(SORT).attributeType(ScalarAttributeType.S))
                    .billingMode(BillingMode.PAY_PER_REQUEST));
        } catch (ResourceInUseException thereIsOne) {
            return;
        }
        try (var waiter = client.waiter()) {
            waiter.waitUntilTableExists(described -> described.tableName(name));
        }
        client.updateTimeToLive(live -> live.tableName(name)
                .timeToLiveSpecification(expires -> expires.attributeName(EXPIRES).enabled(true)));
    }
}
