package io.calledit.ledger.dynamodb;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.calledit.ledger.Ledger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class CreateTableCommandTest {

    private static DynamoDbClient client;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String table = "calledit-" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        client = LocalDynamoDb.client();
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    private int run(DynamoDbClient client, String... arguments) {
        return new CreateTableCommand(client, table, new PrintStream(out, true), new PrintStream(err, true))
                .run(List.of(arguments));
    }

    private static String text(ByteArrayOutputStream printed) {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theTableIsMadeAsTheServiceNeedsIt() {
        assertThat(run(client)).isZero();

        assertThat(text(out)).contains("Table " + table + " is made");
        assertThat(new CallTable(client, table).found()).isEqualTo(CallTable.Found.FITTING);
        var made = client.describeTable(request -> request.tableName(table)).table();
        assertThat(made.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(made.deletionProtectionEnabled()).isTrue();
    }

    @Test
    void aTableThatIsThereIsLeftAsItIs() {
        run(client);
        Ledger ledger = new Ledger(new DynamoDbCallStore(client, table), Clock.systemUTC());
        ledger.log(ANN, newKey(), terms("x", "2099-01-01T00:00:00Z"));

        assertThat(run(client)).isZero();

        assertThat(text(out)).contains("Table " + table + " is there already");
        assertThat(ledger.head(ANN).entries()).isEqualTo(1);
    }

    @Test
    void anotherTableOfThatNameIsNotTouched() {
        client.createTable(request -> request.tableName(table)
                .keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST));

        assertThat(run(client)).isEqualTo(1);

        assertThat(text(err)).contains("other keys");
    }

    @Test
    void aServerThatIsNotThereIsAFailureInOneLine() throws IOException {
        int nobodysPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodysPort = socket.getLocalPort();
        }
        try (DynamoDbClient lost = LocalDynamoDb.client(URI.create("http://localhost:" + nobodysPort))) {
            assertThat(run(lost)).isEqualTo(1);
        }

        assertThat(text(err).lines()).hasSize(1);
    }

    @Test
    void itTakesNoArguments() {
        assertThat(run(client, "calledit")).isEqualTo(2);

        assertThat(new CallTable(client, table).found()).isEqualTo(CallTable.Found.MISSING);
    }
}
