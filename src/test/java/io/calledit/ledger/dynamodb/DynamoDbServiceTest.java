package io.calledit.ledger.dynamodb;

import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.calledit.identity.Owner;
import io.calledit.ledger.Ledger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@QuarkusTest
@QuarkusTestResource(value = DynamoDbServiceTest.InDynamoDb.class, restrictToAnnotatedClass = true)
class DynamoDbServiceTest {

    private static final Owner SOMEONE = new Owner("wiring");
    private static final String TABLE = "made-at-the-start";

    @Inject
    Ledger ledger;

    @Inject
    DynamoDbClient client;

    public static final class InDynamoDb implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of(
                    "calledit.ledger.store", "dynamodb",
                    "calledit.ledger.dynamodb.table", TABLE,
                    "quarkus.dynamodb.endpoint-override", LocalDynamoDb.endpoint().toString(),
                    "quarkus.dynamodb.aws.region", LocalDynamoDb.REGION,
                    "quarkus.dynamodb.aws.credentials.type", "static",
                    "quarkus.dynamodb.aws.credentials.static-provider.access-key-id", LocalDynamoDb.KEY,
                    "quarkus.dynamodb.aws.credentials.static-provider.secret-access-key", LocalDynamoDb.KEY);
        }

        @Override
        public void stop() {
            // The server is there for other tests, too, and ends with this process.
        }
    }

    @Test
    void aLedgerIsKeptInATableWhereThatIsConfigured() {
        var written = ledger.log(SOMEONE, newKey(), terms("It rains", "2099-01-01T00:00:00Z"));

        assertThat(ledger.call(SOMEONE, written.call()).summary().statement()).isEqualTo("It rains");
        assertThat(client.getItem(request -> request.tableName(TABLE).key(Layout.head(SOMEONE))).item())
                .containsKey(Items.HASH);
    }
}
