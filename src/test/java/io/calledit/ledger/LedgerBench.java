package io.calledit.ledger;

import static io.calledit.ledger.Examples.ANN;
import static io.calledit.ledger.Examples.newKey;
import static io.calledit.ledger.Examples.terms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import io.calledit.ledger.sqlite.SqliteFolder;

/**
 * Measures what a ledger in a file takes, when it is small and when it is large, and prints a table in Markdown. Ends with
 * 1 where a page of the large one takes more than {@value #MOST} times as long as one of the small one.
 */
final class LedgerBench {

    private static final int SMALL = 1_000;
    private static final int LARGE = 100_000;
    private static final double MOST = 2;

    /** Something that is done so many times, and whether it has to take about as long in a large ledger. */
    private record Task(int times, boolean held, Work work) {}

    private interface Work {
        /** @return what is to be done the given time */
        IntConsumer of(CallStore store, int size);
    }

    /** In microseconds. */
    private record Took(double median, double p99) {}

    private LedgerBench() {}

    public static void main(String[] args) throws IOException {
        Map<String, Task> tasks = tasks();
        Path folder = Files.createTempDirectory("ledger-bench");
        int slower = 0;
        try (SqliteFolder small = ledger(folder, SMALL); SqliteFolder large = ledger(folder, LARGE)) {
            System.out.println("\n| | 1,000 calls, median | p99 | 100,000 calls, median | p99 | ratio |");
            System.out.println("|---|--:|--:|--:|--:|--:|");
            for (Map.Entry<String, Task> each : tasks.entrySet()) {
                Took[] took = measure(each.getValue(), small.store(), large.store());
                double ratio = took[1].median() / took[0].median();
                boolean tooSlow = each.getValue().held() && ratio > MOST;
                slower += tooSlow ? 1 : 0;
                System.out.printf(Locale.ROOT, "| %s | %,.0f µs | %,.0f µs | %,.0f µs | %,.0f µs | %.1f%s |%n", each.getKey(),
                        took[0].median(), took[0].p99(), took[1].median(), took[1].p99(), ratio, tooSlow ? " too slow" : "");
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        System.out.printf("%n%d processors, Java %s%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
        System.exit(slower == 0 ? 0 : 1);
    }

    private static SqliteFolder ledger(Path folder, int size) throws IOException {
        Path place = folder.resolve("of " + size);
        long start = System.nanoTime();
        SqliteFolder ledger = new SqliteFolder(place);
        BenchLedger.write(ledger.store(), size);
        System.out.printf(Locale.ROOT, "%,d calls, %,d entries, written in %.1f s%n", size,
                ledger.store().head(ANN).entries(), (System.nanoTime() - start) / 1e9);
        return ledger;
    }

    private static Map<String, Task> tasks() {
        Map<String, Task> tasks = new LinkedHashMap<>();
        page(tasks, "First page, newest first", null, null, "", Sort.NEWEST);
        page(tasks, "First page, by date", null, null, "", Sort.DUE);
        for (State state : State.values()) {
            page(tasks, "Only " + state.wireName() + ", newest first", state, null, "", Sort.NEWEST);
            page(tasks, "Only " + state.wireName() + ", by date", state, null, "", Sort.DUE);
        }
        page(tasks, "A tag of every second call, newest first", null, BenchLedger.TAG_OF_HALF, "", Sort.NEWEST);
        page(tasks, "A tag of every second call, by date", null, BenchLedger.TAG_OF_HALF, "", Sort.DUE);
        page(tasks, "A tag of every second call, only ready", State.READY, BenchLedger.TAG_OF_HALF, "", Sort.NEWEST);
        page(tasks, "A tag of ten calls", null, BenchLedger.TAG_OF_TEN, "", Sort.DUE);
        page(tasks, "A word of nearly all calls, newest first", null, null, BenchLedger.WORD_OF_NEARLY_ALL, Sort.NEWEST);
        page(tasks, "A word of nearly all calls, by date", null, null, BenchLedger.WORD_OF_NEARLY_ALL, Sort.DUE);
        page(tasks, "A word of ten calls", null, null, BenchLedger.WORD_OF_TEN, Sort.DUE);
        page(tasks, "A word of ten calls, only judged", State.JUDGED, null, BenchLedger.WORD_OF_TEN, Sort.NEWEST);
        page(tasks, "A word that no call has", null, null, "zyzzyva", Sort.DUE);
        page(tasks, "A word of ten calls and one of nearly all", null, null,
                BenchLedger.WORD_OF_NEARLY_ALL + " " + BenchLedger.WORD_OF_TEN, Sort.NEWEST);
        page(tasks, "A word of nearly all calls, only ready", State.READY, null, BenchLedger.WORD_OF_NEARLY_ALL, Sort.NEWEST);
        page(tasks, "A word of nearly all calls, a tag of half", null, BenchLedger.TAG_OF_HALF, BenchLedger.WORD_OF_NEARLY_ALL, Sort.DUE);
        free(tasks, "A word of one call in fifty, newest first", Sort.NEWEST, BenchLedger.WORD_OF_ONE_IN_FIFTY);
        free(tasks, "A word of one call in fifty, by date", Sort.DUE, BenchLedger.WORD_OF_ONE_IN_FIFTY);
        free(tasks, "Two letters that no call has, by date", Sort.DUE, "zq");
        tasks.put("One call with its entries", new Task(1_000, false, (store, size) -> {
            Ledger ledger = new Ledger(store, Clock.systemUTC());
            return time -> ledger.call(ANN, BenchLedger.id(time * 7919 % size));
        }));
        tasks.put("Logging a call, onto the disk", new Task(200, false, (store, size) -> {
            Ledger ledger = new Ledger(store, Clock.fixed(BenchLedger.NOW, ZoneOffset.UTC));
            return time -> ledger.log(ANN, newKey(), terms("Logged while " + time + " was measured", "2031-01-01T00:00:00Z", "new"));
        }));
        tasks.put("500 entries of a proof", new Task(50, false, (store, size) -> {
            long entries = store.head(ANN).entries();
            return time -> store.chain(ANN, (time * 7919L) % (entries - 500), 500);
        }));
        return tasks;
    }

    private static void page(Map<String, Task> tasks, String name, State state, String tag, String text, Sort sort) {
        tasks.put(name, new Task(500, true, pages(Optional.ofNullable(state), Optional.ofNullable(tag), text, sort)));
    }

    private static void free(Map<String, Task> tasks, String name, Sort sort, String text) {
        tasks.put(name, new Task(100, false, pages(Optional.empty(), Optional.empty(), text, sort)));
    }

    private static Work pages(Optional<State> state, Optional<String> tag, String text, Sort sort) {
        CallQuery query = new CallQuery(state, tag, SearchText.words(text), sort, 25, Optional.empty(), BenchLedger.NOW);
        return (store, size) -> time -> store.page(ANN, query);
    }

    /** In turns, so that both meet the same weather on the machine. */
    private static Took[] measure(Task task, CallStore... stores) {
        int[] sizes = {SMALL, LARGE};
        double[][] took = new double[stores.length][task.times()];
        IntConsumer[] works = new IntConsumer[stores.length];
        for (int i = 0; i < stores.length; i++) {
            works[i] = task.work().of(stores[i], sizes[i]);
        }
        int warmUp = task.times() / 2;
        for (int time = -warmUp; time < task.times(); time++) {
            for (int i = 0; i < stores.length; i++) {
                long start = System.nanoTime();
                works[i].accept(time + warmUp);
                if (time >= 0) {
                    took[i][time] = (System.nanoTime() - start) / 1e3;
                }
            }
        }
        Took[] result = new Took[stores.length];
        for (int i = 0; i < stores.length; i++) {
            Arrays.sort(took[i]);
            result[i] = new Took(took[i][task.times() / 2], took[i][task.times() * 99 / 100]);
        }
        return result;
    }
}
