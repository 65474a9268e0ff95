package io.calledit.ledger;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another process, which runs {@link LedgerWriter}. */
public final class WritingProcess implements AutoCloseable {

    /**
     * What the process said of an entry.
     *
     * @param number of the entry
     * @param hash of the entry
     */
    public record Acknowledged(long number, String hash) {}

    private final Process process;
    private final BufferedReader said;
    private final Path errors;
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private boolean done;

    private WritingProcess(Process process, Path errors) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = errors;
    }

    /** Starts a process, and returns once it runs. It doesn't open the store yet. */
    public static WritingProcess start(Class<? extends StoreOpener> opener, String where, int writers, int entriesEach)
            throws IOException {
        Path errors = Files.createTempFile("ledger-writer", ".log");
        // In a file, since it would be too long for a command line on some systems.
        Path options = Files.createTempFile("ledger-writer", ".args");
        Files.writeString(options, Stream.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath())
                .map(option -> '"' + option.replace("\\", "\\\\") + '"')
                .collect(Collectors.joining("\n")));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + options,
                        LedgerWriter.class.getName(),
                        opener.getName(),
                        where,
                        Integer.toString(writers),
                        Integer.toString(entriesEach))
                .redirectError(errors.toFile())
                .start();
        WritingProcess started = new WritingProcess(process, errors);
        String first = started.said.readLine();
        Files.delete(options);
        if (!LedgerWriter.READY.equals(first)) {
            started.close();
            throw new IllegalStateException("The process didn't start; it said " + first + "\n" + started.errors());
        }
        return started;
    }

    private static String classPath() {
        // Surefire's own class path is a jar that only names the others.
        String ofTheTests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(ofTheTests.split(File.pathSeparator)).filter(entry -> !entry.isEmpty()).collect(Collectors.joining(File.pathSeparator));
    }

    /** Lets it open the store and write. */
    public void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Waits for the next acknowledgement; false where there is none because the process has ended. */
    public boolean next() throws IOException {
        String line = said.readLine();
        if (line == null) {
            return false;
        }
        if (line.equals(LedgerWriter.DONE)) {
            done = true;
            return next();
        }
        String[] words = line.split(" ");
        // A killed process may leave half a line.
        if (words.length == 2 && words[1].length() == HashChain.GENESIS.length()) {
            acknowledged.add(new Acknowledged(Long.parseLong(words[0]), words[1]));
        }
        return true;
    }

    /** All that it has acknowledged, when it has written everything. */
    public List<Acknowledged> finish() throws IOException, InterruptedException {
        while (next()) {
            continue;
        }
        if (process.waitFor() != 0 || !done) {
            throw new IllegalStateException("The process ended with " + process.exitValue() + "\n" + errors());
        }
        return List.copyOf(acknowledged);
    }

    /**
     * Ends it with SIGKILL, which no process can catch, after a while.
     *
     * @return all that it had acknowledged
     */
    public List<Acknowledged> kill(long afterMicros) throws IOException, InterruptedException {
        if (process.waitFor(afterMicros, TimeUnit.MICROSECONDS)) {
            throw new IllegalStateException("The process ended by itself\n" + errors());
        }
        // Unlike the process itself, its handle leaves open what is still to be read.
        process.toHandle().destroyForcibly();
        while (next()) {
            continue;
        }
        process.waitFor();
        return List.copyOf(acknowledged);
    }

    private String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
