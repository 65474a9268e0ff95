package io.calledit.ledger.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.CallStoreContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbCallStoreTest implements CallStoreContract {

    private static final Operations OPERATIONS = new Operations();

    private static DynamoDbClient client;

    private CallStore store;

    @BeforeAll
    static void connect() {
        client = LocalDynamoDb.client(OPERATIONS);
    }

    /** A scan reads the whole table, whoever's it is; every other request stays within one owner's partitions. */
    @AfterAll
    static void nothingEverScansTheTable() {
        client.close();
        assertThat(OPERATIONS.names()).contains("GetItem").doesNotContain("Scan");
    }

    @BeforeEach
    void makeTable() {
        store = new DynamoDbCallStore(client, LocalDynamoDb.newTable(client));
    }

    @Override
    public CallStore store() {
        return store;
    }
}
