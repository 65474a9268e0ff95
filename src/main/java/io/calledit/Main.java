package io.calledit;

import java.util.Arrays;
import java.util.List;

import io.calledit.ledger.dynamodb.CreateTable;
import io.calledit.ledger.dynamodb.CreateTableCommand;
import io.calledit.ledger.proof.VerifyCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the jar starts: the service when nothing is asked of it, else one command that ends by itself. */
@QuarkusMain
public final class Main {

    private static final int NOT_UNDERSTOOD = 2;

    private Main() {
    }

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run(arguments);
            return;
        }
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        System.exit(switch (arguments[0]) {
            case "verify" -> new VerifyCommand(System.out, System.err).run(rest);
            case "create-table" -> CreateTable.run(rest);
            default -> usage();
        });
    }

    private static int usage() {
        System.err.println("Without arguments the service starts. Otherwise:");
        System.err.println("  " + VerifyCommand.USAGE);
        System.err.println("  " + CreateTableCommand.USAGE);
        return NOT_UNDERSTOOD;
    }
}
