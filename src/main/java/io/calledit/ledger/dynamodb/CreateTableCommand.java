package io.calledit.ledger.dynamodb;

import java.io.PrintStream;
import java.util.List;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The command {@code create-table}, which makes the table of the ledgers as the service needs it, however often it is run. */
public final class CreateTableCommand {

    /** How it is called, as a line of help. */
    public static final String USAGE = "create-table   makes the DynamoDB table that the configuration names";

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final DynamoDbClient client;
    private final String name;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out takes what was done
     * @param err takes why it wasn't
     */
    public CreateTableCommand(DynamoDbClient client, String name, PrintStream out, PrintStream err) {
        this.client = client;
        this.name = name;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param arguments what follows the word {@code create-table}
     * @return the exit code: 0 the table can be used, 1 it can't, 2 the arguments are wrong
     */
    public int run(List<String> arguments) {
        if (!arguments.isEmpty()) {
            err.println("The arguments aren't understood.");
            err.println("  " + USAGE);
            return NOT_UNDERSTOOD;
        }
        try {
            return run();
        } catch (SdkException e) {
            err.println("Table " + name + " can't be made: " + e.getMessage());
            return FAILED;
        }
    }

    private int run() {
        CallTable table = new CallTable(client, name);
        switch (table.found()) {
            case OTHER -> {
                err.println("There is a table " + name + " with other keys, which isn't one of this service's."
                        + " Name another in calledit.ledger.dynamodb.table.");
                return FAILED;
            }
            case FITTING -> out.println("Table " + name + " is there already.");
            case MISSING -> {
                table.make(true);
                out.println("Table " + name + " is made: billed by request, protected against deletion.");
            }
        }
        try {
            table.keepBackups();
            out.println("Point-in-time recovery is on.");
        } catch (SdkException e) {
            // The table is whole without it, and some servers that speak DynamoDB's protocol have no such thing.
            out.println("Point-in-time recovery could not be turned on; the table works without it. " + e.getMessage());
        }
        return DONE;
    }
}
