package io.calledit.ledger.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as it is packaged, in a process of its own that can be killed. */
final class PackagedService implements AutoCloseable {

    private static final Path BUILT = Path.of("target");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^\\s\"]+)");
    private static final long LONGEST_WAIT_SECONDS = 60;

    /**
     * What a command of the application came to.
     *
     * @param exit its exit code
     * @param said all that it wrote
     */
    record Ran(int exit, String said) {}

    private final Process process;
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private PackagedService(Process process) {
        this.process = process;
    }

    /** Starts the service, and returns once it listens. */
    static PackagedService start(Path dataDir) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command(List.of())).redirectErrorStream(true);
        builder.environment().put("CALLEDIT_LEDGER_DATA_DIR", dataDir.toString());
        builder.environment().put("QUARKUS_HTTP_HOST", "localhost");
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        PackagedService service = new PackagedService(builder.start());
        Thread reader = new Thread(service::listen, "what the service says");
        reader.setDaemon(true);
        reader.start();
        try {
            service.address.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            return service;
        } catch (Exception e) {
            service.close();
            throw e;
        }
    }

    /** Runs a command of the same application to its end. */
    static Ran run(String... arguments) throws Exception {
        Process process = new ProcessBuilder(command(List.of(arguments))).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), said);
    }

    /** The build says beside what it made how that is to be run. */
    private static List<String> command(List<String> arguments) throws IOException {
        Properties made = new Properties();
        try (InputStream file = Files.newInputStream(BUILT.resolve("quarkus-artifact.properties"))) {
            made.load(file);
        }
        String path = BUILT.resolve(made.getProperty("path")).toString();
        List<String> command = new ArrayList<>();
        if (made.getProperty("type").equals("native")) {
            command.addAll(List.of(path, "-Xmx256m"));
        } else {
            command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-jar", path));
        }
        command.addAll(arguments);
        return command;
    }

    private void listen() {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(URI.create(listening.group(1)));
                }
            }
        } catch (IOException theProcessIsGone) {
            // and with it the other end
        }
        address.completeExceptionally(new IllegalStateException("The service didn't start; it said\n" + said));
    }

    URI address() {
        return address.join();
    }

    /** Ends it with SIGKILL, which no process can catch, after a while. */
    void kill(long afterMicros) throws InterruptedException {
        if (process.waitFor(afterMicros, TimeUnit.MICROSECONDS)) {
            throw new IllegalStateException("The service ended by itself");
        }
        close();
    }

    /** Asks it to end, and waits until it has. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The service goes on");
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
