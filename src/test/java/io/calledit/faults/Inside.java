package io.calledit.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.calledit.packaged.PackagedService;

/** What a running service holds, as its virtual machine and the operating system count it. */
final class Inside {

    static final String RUNS = "io.calledit.line.Run";
    static final String READERS = "io.calledit.line.FrameLog$Reader";
    static final String CONNECTIONS = "io.quarkus.websockets.next.runtime.WebSocketConnectionImpl";
    static final String MEMORIES = "dev.langchain4j.memory.chat.MessageWindowChatMemory";

    /** {@link Settings} has the others end. */
    private static final int IDLE_WORKERS = 1;
    private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)");
    private static final long LOOK_AGAIN_MS = 500;

    /**
     * What is alive after a full collection.
     *
     * @param bytes all of it
     */
    record Heap(long bytes, Map<String, Integer> instances) {

        int count(String type) {
            return instances.getOrDefault(type, 0);
        }

        /** Whether nothing of any run is left. A worker that has nothing to do still holds the last thing that it did. */
        boolean isFreeOfRuns() {
            return count(RUNS) <= IDLE_WORKERS && count(CONNECTIONS) <= IDLE_WORKERS && count(READERS) == 0
                    && count(MEMORIES) == 0;
        }

        String counts() {
            return count(RUNS) + " runs, " + count(READERS) + " readers, " + count(CONNECTIONS) + " connections, "
                    + count(MEMORIES) + " memories";
        }
    }

    /** What a test waits for. */
    interface Condition {
        boolean holds() throws Exception;
    }

    private final PackagedService service;

    Inside(PackagedService service) {
        this.service = service;
    }

    /** Collects the garbage and counts what is left. */
    Heap heap() throws Exception {
        String histogram = jcmd("GC.class_histogram");
        Map<String, Integer> instances = new HashMap<>();
        long bytes = -1;
        for (String line : histogram.split("\n")) {
            Matcher row = ROW.matcher(line);
            Matcher total = TOTAL.matcher(line);
            if (row.matches()) {
                instances.merge(row.group(3), Integer.parseInt(row.group(1)), Integer::sum);
            } else if (total.find()) {
                bytes = Long.parseLong(total.group(2));
            }
        }
        if (bytes < 0) {
            throw new IllegalStateException(histogram);
        }
        return new Heap(bytes, instances);
    }

    /** Writes all that is alive to a file, for whoever wants to look into what was left. */
    void dump(Path file) throws Exception {
        Files.deleteIfExists(file);
        jcmd("GC.heap_dump", file.toAbsolutePath().toString());
    }

    private String jcmd(String... command) throws Exception {
        List<String> whole = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(service.pid())));
        whole.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return said;
    }

    /** How many threads it has. */
    int threads() throws IOException {
        try (Stream<Path> tasks = Files.list(proc("task"))) {
            return (int) tasks.count();
        }
    }

    /** How many sockets it has open, those that it listens on and those to the model included. */
    int sockets() throws IOException {
        int sockets = 0;
        try (Stream<Path> files = Files.list(proc("fd"))) {
            for (Path file : files.toList()) {
                sockets += isSocket(file) ? 1 : 0;
            }
        }
        return sockets;
    }

    /** The memory that it has of the machine, in bytes. */
    long resident() throws IOException {
        try (Stream<String> lines = Files.lines(proc("status"))) {
            return 1_024 * lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private Path proc(String what) {
        return Path.of("/proc", Long.toString(service.pid()), what);
    }

    /**
     * Looks again and again.
     *
     * @return whether it held within that time
     */
    static boolean comesToHold(long withinSeconds, Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(withinSeconds);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            new CompletableFuture<Void>().completeOnTimeout(null, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS).join();
        }
        return true;
    }
}
