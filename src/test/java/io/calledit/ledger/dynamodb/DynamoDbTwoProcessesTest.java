package io.calledit.ledger.dynamodb;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.StoreOpener;
import io.calledit.ledger.TwoProcessesContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbTwoProcessesTest implements TwoProcessesContract {

    private DynamoDbClient client;
    private String table;

    @BeforeEach
    void makeTable() {
        client = LocalDynamoDb.client();
        table = LocalDynamoDb.newTable(client);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Override
    public Class<? extends StoreOpener> opener() {
        return DynamoDbOpener.class;
    }

    @Override
    public String where() {
        return DynamoDbOpener.where(LocalDynamoDb.endpoint(), table);
    }

    @Override
    public CallStore store() {
        return new DynamoDbCallStore(client, table);
    }
}
