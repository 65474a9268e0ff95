package io.calledit.ledger.dynamodb;

import java.net.URI;

import io.calledit.ledger.CallStore;
import io.calledit.ledger.StoreOpener;

/** Opens the ledgers in a table: an endpoint, a space, and the table's name. */
public final class DynamoDbOpener implements StoreOpener {

    static String where(URI endpoint, String table) {
        return endpoint + " " + table;
    }

    @Override
    public CallStore open(String where) {
        String[] words = where.split(" ");
        return new DynamoDbCallStore(LocalDynamoDb.client(URI.create(words[0])), words[1]);
    }
}
