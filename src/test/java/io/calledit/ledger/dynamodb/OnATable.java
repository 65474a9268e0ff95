package io.calledit.ledger.dynamodb;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A new table for each test. */
abstract class OnATable {

    static DynamoDbClient client;

    String table;

    @BeforeAll
    static void connect() {
        client = LocalDynamoDb.client();
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void makeTable() {
        table = LocalDynamoDb.newTable(client);
    }
}
