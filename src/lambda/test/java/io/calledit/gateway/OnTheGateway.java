package io.calledit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.gateway.table.Table;
import io.calledit.ledger.dynamodb.LocalDynamoDb;
import io.calledit.line.LineFixture;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the tests of the door share: a gateway, a table, and as many environments as a test wants. */
abstract class OnTheGateway {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static DynamoDbClient client;

    final FakeGateway gateway = new FakeGateway();
    final String connectionsTable = "connections-" + UUID.randomUUID();
    private final List<Environment> environments = new ArrayList<>();

    @BeforeAll
    static void connect() {
        // As in the function: by the SDK's default chains.
        System.setProperty("aws.region", LocalDynamoDb.REGION);
        System.setProperty("aws.accessKeyId", LocalDynamoDb.KEY);
        System.setProperty("aws.secretAccessKey", LocalDynamoDb.KEY);
        client = LocalDynamoDb.client();
    }

    /** @param settings of the line, keys and values in turn */
    Environment environment(String... settings) {
        Table.make(client, connectionsTable);
        Environment made = new Environment(
                client,
                GatewayConfigFixture.with(
                        "calledit.gateway.table", connectionsTable,
                        "calledit.gateway.endpoint-override", gateway.endpoint().toString(),
                        "calledit.gateway.silence", "2s",
                        "calledit.gateway.beat", "50ms"),
                LineFixture.config(settings));
        environments.add(made);
        return made;
    }

    @AfterEach
    void leave() {
        gateway.close();
        environments.forEach(Environment::close);
    }

    static void open(Environment in, String connection, String owner) {
        assertThat(in.handle(Environment.event(connection, owner, "$connect", null))).succeedsWithin(PATIENCE).isEqualTo(200);
    }

    /** A message of that connection's, in an invocation that is over when everything it brings is out. */
    static CompletableFuture<Integer> say(Environment to, String connection, String message) {
        return to.handle(Environment.event(connection, null, "$default", message));
    }

    static CompletableFuture<Integer> call(Environment in, String connection) {
        return say(in, connection, "{\"action\":\"makecall\",\"prompt\":\"It rains\"}");
    }

    static String makeCall(UUID request) {
        return "{\"action\":\"makecall\",\"prompt\":\"It rains\",\"requestId\":\"" + request + "\"}";
    }

    static String resume(String runId, int afterSeq) {
        return "{\"action\":\"resume\",\"runId\":\"" + runId + "\",\"afterSeq\":" + afterSeq + "}";
    }

    static String stop(String runId) {
        return "{\"action\":\"stop\",\"runId\":\"" + runId + "\"}";
    }

    /** The frames for a connection up to the last of a run; none is missing after that number, and none comes twice. */
    List<JsonNode> upToTheEnd(String connection, int afterSeq) throws InterruptedException {
        List<JsonNode> frames = new ArrayList<>();
        int seq = afterSeq;
        do {
            JsonNode frame = gateway.next(connection);
            assertThat(frame.path("from").asInt(frame.path("seq").asInt())).as(frame.toString()).isEqualTo(seq + 1);
            seq = frame.path("seq").asInt();
            frames.add(frame);
        } while (!isLast(frames.get(frames.size() - 1)));
        return frames;
    }

    static boolean isLast(JsonNode frame) {
        return List.of("complete", "error", "stopped").contains(frame.path("type").asText());
    }

    static String text(List<JsonNode> frames) {
        StringBuilder said = new StringBuilder();
        frames.forEach(frame -> said.append(frame.path("content").isTextual() ? frame.path("content").asText() : ""));
        return said.toString();
    }

    static CompletableFuture<Void> eventually(BooleanSupplier condition) {
        return CompletableFuture.runAsync(() -> {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
        });
    }
}
