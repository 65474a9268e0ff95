package io.calledit.ledger.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import io.calledit.ledger.proof.Finding.Broken;
import io.calledit.ledger.proof.Finding.Chain;
import io.calledit.ledger.proof.Finding.Holds;
import io.calledit.ledger.proof.Finding.Unreadable;

/** The command {@code verify FILE [--receipt NUMBER:HASH]}, which needs no service and starts none. */
public final class VerifyCommand {

    /** How it is called, as a line of help. */
    public static final String USAGE = "verify FILE [--receipt NUMBER:HASH]   checks a proof (JSON) or a ledger's SQLite file";

    private static final int HOLDS = 0;
    private static final int BROKEN = 1;
    private static final int UNREADABLE = 2;

    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out takes a finding about the chain
     * @param err takes the word that there is none
     */
    public VerifyCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param arguments what follows the word {@code verify}
     * @return the exit code: 0 the chain holds, 1 it is broken, 2 the file can't be read or the arguments are wrong
     */
    public int run(List<String> arguments) {
        Receipt receipt = null;
        String file = null;
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.equals("--receipt") && receipt == null && i + 1 < arguments.size()) {
                receipt = Receipt.read(arguments.get(++i)).orElse(null);
                if (receipt == null) {
                    return usage("A receipt is an entry's number, a colon, and all 64 digits of its hash.");
                }
            } else if (file == null && !argument.startsWith("--")) {
                file = argument;
            } else {
                return usage("The arguments aren't understood.");
            }
        }
        if (file == null) {
            return usage("No file is named.");
        }
        return tell(file, verify(file, receipt), receipt);
    }

    private static Finding verify(String name, Receipt receipt) {
        try {
            var file = Path.of(name);
            if (!Files.exists(file)) {
                return new Unreadable("There is no such file.");
            }
            if (Files.isDirectory(file)) {
                return new Unreadable("It is a folder.");
            }
            if (DatabaseVerifier.isDatabase(file)) {
                return DatabaseVerifier.verify(file, receipt);
            }
            try (var proof = Files.newInputStream(file)) {
                return ChainVerifier.verify(proof, receipt);
            }
        } catch (InvalidPathException e) {
            return new Unreadable("That is no name of a file.");
        } catch (IOException e) {
            return new Unreadable("It can't be opened for reading.");
        }
    }

    private int tell(String file, Finding finding, Receipt receipt) {
        if (finding instanceof Unreadable unreadable) {
            err.println(file + ": " + unreadable.reason());
            return UNREADABLE;
        }
        if (finding instanceof Broken broken) {
            out.println(broken.sentence());
            return BROKEN;
        }
        var holds = (Holds) finding;
        for (Chain chain : holds.chains()) {
            out.println("The chain holds: " + chain.entries() + (chain.entries() == 1 ? " entry, " : " entries, ")
                    + chain.calls() + (chain.calls() == 1 ? " call" : " calls") + ", the ledger of "
                    + RefusedException.quoted(chain.owner()) + ".");
            out.println("Its head is " + chain.entries() + ":" + chain.head());
        }
        if (holds.chains().isEmpty()) {
            out.println("The database holds no ledger yet.");
        }
        if (receipt != null) {
            out.println("Entry " + receipt.number() + " is the one on the receipt.");
        }
        holds.remarks().forEach(remark -> out.println("Remark: " + remark));
        return HOLDS;
    }

    private int usage(String trouble) {
        err.println(trouble);
        err.println("Usage: " + USAGE);
        return UNREADABLE;
    }
}
