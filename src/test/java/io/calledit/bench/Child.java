package io.calledit.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of the benchmark: the service, or one that takes orders by its standard input (see {@link Commands}). */
final class Child implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^\\s:]+:?(\\d*)");
    private static final long PATIENCE_S = 120;
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BufferedWriter orders;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process; what it writes goes to a file.
     *
     * @param log where to
     */
    static Child start(String name, List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        ALIVE.add(process);
        Child child = new Child(name, process);
        Thread reader = new Thread(() -> child.listen(log), "what " + name + " says");
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    private void listen(Path log) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter file = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Commands.ANSWER)) {
                    answers.add(line.substring(Commands.ANSWER.length()));
                    continue;
                }
                file.write(line);
                file.newLine();
                file.flush();
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(listening.group(1).isEmpty() ? 0 : Integer.parseInt(listening.group(1)));
                }
            }
        } catch (IOException theProcessIsGone) {
            // and with it the other end
        }
        port.completeExceptionally(new IllegalStateException(name + " didn't start; see " + log));
        answers.add("failed: " + name + " has ended; see " + log);
    }

    /** Waits until it listens. */
    int port() throws Exception {
        return port.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** @throws IllegalStateException if it can't do that, or is gone */
    String order(String order) throws Exception {
        orders.write(order);
        orders.newLine();
        orders.flush();
        String answer = answers.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (answer == null || answer.startsWith("failed")) {
            throw new IllegalStateException(name + ", asked for “" + order + "”: " + answer);
        }
        return answer;
    }

    long pid() {
        return process.pid();
    }

    /** The processor time that it has taken so far, by all its threads, in user and kernel. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException(name + " has ended"));
    }

    /** @return what it has resident in memory, in bytes */
    long resident() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (Files.exists(status)) {
            try (Stream<String> lines = Files.lines(status)) {
                return kilobytes(lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow());
            }
        }
        return kilobytes(said("ps", "-o", "rss=", "-p", Long.toString(process.pid())));
    }

    private static long kilobytes(String text) {
        return 1_024 * Long.parseLong(text.replaceAll("\\D", ""));
    }

    /** Collects its garbage, and then counts what is left. @return the objects' size in bytes */
    long heapAfterCollection(Path javaHome) throws IOException {
        String jcmd = javaHome.resolve("bin/jcmd").toString();
        said(jcmd, Long.toString(process.pid()), "GC.run");
        String histogram = said(jcmd, Long.toString(process.pid()), "GC.class_histogram");
        Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(histogram);
        if (!total.find()) {
            throw new IOException("jcmd said: " + histogram.lines().limit(3).toList());
        }
        return Long.parseLong(total.group(1));
    }

    private static String said(String... command) throws IOException {
        Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** How many threads it has. */
    int threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return (int) tasks.count();
        }
    }

    /** Asks it to end, so that what it records is written out; ends it if it doesn't. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        ALIVE.remove(process);
    }

    /** Ends it as a machine that loses its power does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        ALIVE.remove(process);
    }
}
