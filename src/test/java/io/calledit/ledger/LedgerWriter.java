package io.calledit.ledger;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.cameTrue;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.calledit.prediction.CallId;

/**
 * A process that writes into Ann's ledger. It says {@value #READY}, waits for a line, opens the store, writes, and says of
 * each entry its number and hash once it is acknowledged, and {@value #DONE} at the end. It ends with whoever began it.
 */
final class LedgerWriter {

    static final String READY = "ready";
    static final String DONE = "done";

    private LedgerWriter() {}

    /**
     * @param args the name of a {@link StoreOpener}, where the store is, how many threads are to write, and how many
     *     entries each
     */
    public static void main(String[] args) throws Exception {
        StoreOpener opener = (StoreOpener) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        int writers = Integer.parseInt(args[2]);
        int entries = Integer.parseInt(args[3]);
        say(READY);
        awaitTheStart();
        CallStore store = new AcknowledgingStore(opener.open(args[1]), LedgerWriter::acknowledge);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> work = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            // A ledger of its own for each, as in as many processes: nothing but the store keeps them apart.
            Ledger ledger = new Ledger(store, Clock.systemUTC());
            work.add(threads.submit(() -> write(ledger, entries)));
        }
        for (Future<?> each : work) {
            each.get();
        }
        say(DONE);
        System.exit(0);
    }

    private static void awaitTheStart() throws IOException {
        if (System.in.read() < 0) {
            System.exit(1);
        }
        Thread untilTheEnd = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException theOtherEndIsGone) {
                // so this one goes, too
            }
            System.exit(1);
        });
        untilTheEnd.setDaemon(true);
        untilTheEnd.start();
    }

    private static void write(Ledger ledger, int entries) {
        CallId call = null;
        for (int i = 0; i < entries; i++) {
            switch (i % 5) {
                case 0 -> call = ledger.log(ANN, newKey(), terms("Writer " + i, "2099-01-01T00:00:00Z", "many", "t" + i)).call();
                case 1 -> ledger.add(ANN, newKey(), call, new Event.Confidence(60));
                case 2 -> ledger.add(ANN, newKey(), call, cameTrue());
                case 3 -> ledger.add(ANN, newKey(), call, new Event.Undo(verdict(ledger, call)));
                default -> ledger.add(ANN, newKey(), call, new Event.Withdrawal(Optional.empty()));
            }
        }
    }

    private static long verdict(Ledger ledger, CallId call) {
        return ((Standing.Judged) ledger.call(ANN, call).summary().standing()).entry();
    }

    private static void acknowledge(Entry entry) {
        say(entry.number() + " " + entry.hash());
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
