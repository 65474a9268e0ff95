package io.calledit.ledger.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.calledit.ledger.LedgerConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs {@link CreateTableCommand} with all of the service's configuration and without the service, so that whatever says
 * where DynamoDB is and who is asking says it here, too.
 */
@QuarkusMain(name = "create-table")
public final class CreateTable implements QuarkusApplication {

    private static final Map<String, String> WITHOUT_THE_SERVICE = Map.of(
            "calledit.ledger.store", "dynamodb",
            "calledit.ledger.open-at-start", "false",
            "quarkus.http.host-enabled", "false",
            "quarkus.banner.enabled", "false",
            "quarkus.log.level", "WARN");

    private final DynamoDbClient client;
    private final LedgerConfig config;

    CreateTable(DynamoDbClient client, LedgerConfig config) {
        this.client = client;
        this.config = config;
    }

    /**
     * Starts Quarkus, for this alone.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) {
        WITHOUT_THE_SERVICE.forEach(System::setProperty);
        AtomicInteger exitCode = new AtomicInteger();
        Quarkus.run(
                CreateTable.class,
                (code, failure) -> {
                    exitCode.set(code);
                    if (failure != null) {
                        System.err.println("The table can't be made: " + failure.getMessage());
                    }
                },
                arguments.toArray(String[]::new));
        return exitCode.get();
    }

    @Override
    public int run(String... arguments) {
        return new CreateTableCommand(client, config.dynamodb().table(), System.out, System.err).run(List.of(arguments));
    }
}
