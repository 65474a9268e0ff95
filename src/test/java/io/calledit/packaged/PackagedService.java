package io.calledit.packaged;

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
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as it is packaged, in a process of its own that can be asked to end, or killed. */
public final class PackagedService implements AutoCloseable {

    private static final Path BUILT = Path.of("target");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^\\s\"]+)");
    private static final long LONGEST_WAIT_SECONDS = 120;
    /** For a start that costs little beside whatever else runs on the machine. */
    private static final List<String> LEAN =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    /**
     * What a command of the application came to.
     *
     * @param exit its exit code
     * @param said all that it wrote
     */
    public record Ran(int exit, String said) {}

    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private PackagedService(Process process) {
        this.process = process;
    }

    /** Starts the service, and returns once it listens. */
    public static PackagedService start(Path dataDir) throws Exception {
        return start(dataDir, Map.of());
    }

    /**
     * Starts the service, and returns once it listens.
     *
     * @param environment what is set beside the place of the ledger and a free port
     * @param jvm the virtual machine's arguments, in place of those for a lean start; a native executable gets only
     *        those about its memory
     */
    public static PackagedService start(Path dataDir, Map<String, String> environment, String... jvm) throws Exception {
        List<String> command = command(jvm.length == 0 ? LEAN : List.of(jvm), List.of());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CALLEDIT_LEDGER_DATA_DIR", dataDir.toString());
        builder.environment().put("QUARKUS_HTTP_HOST", "localhost");
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().putAll(environment);
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
    public static Ran run(String... arguments) throws Exception {
        return run(LEAN, Map.of(), arguments);
    }

    /**
     * Runs a command of the same application to its end.
     *
     * @param jvm as for the service
     */
    public static Ran run(List<String> jvm, Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command(jvm, List.of(arguments))).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), said);
    }

    /** Whether it is a native executable, which can't be asked what a JVM can be asked. */
    public static boolean isNative() throws IOException {
        return isNative(made());
    }

    private static boolean isNative(Properties made) {
        return made.getProperty("type").equals("native");
    }

    /** The build says beside what it made how that is to be run. */
    private static Properties made() throws IOException {
        Properties made = new Properties();
        try (InputStream file = Files.newInputStream(BUILT.resolve("quarkus-artifact.properties"))) {
            made.load(file);
        }
        return made;
    }

    private static List<String> command(List<String> jvm, List<String> arguments) throws IOException {
        Properties made = made();
        String path = built(made).toString();
        List<String> command = new ArrayList<>();
        if (isNative(made)) {
            command.add(path);
            jvm.stream().filter(argument -> argument.startsWith("-Xm")).forEach(command::add);
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.addAll(List.of("-jar", path));
        }
        command.addAll(arguments);
        return command;
    }

    private static Path built(Properties made) {
        Path path = Path.of(made.getProperty("path"));
        // Where they are named the build has only put them together.
        return made.getProperty("type").equals("native-sources")
                ? BUILT.resolve("native-sources").resolve(path.getFileName())
                : BUILT.resolve(path);
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(URI.create(listening.group(1)));
                }
            }
        } catch (IOException theProcessIsGone) {
            // and with it the other end
        }
        address.completeExceptionally(
                new IllegalStateException("The service didn't start; it said\n" + String.join("\n", said)));
    }

    public URI address() {
        return address.join();
    }

    /** The number by which the operating system knows it. */
    public long pid() {
        return process.pid();
    }

    /** The lines that it has written so far, its log among them. */
    public List<String> said() {
        return List.copyOf(said);
    }

    /** Ends it with SIGKILL, which no process can catch, after a while. */
    public void kill(long afterMicros) throws InterruptedException {
        if (process.waitFor(afterMicros, TimeUnit.MICROSECONDS)) {
            throw new IllegalStateException("The service ended by itself");
        }
        close();
    }

    /**
     * Asks it to end, with SIGTERM, and returns at once.
     *
     * @return its exit code, once it has ended
     */
    public CompletableFuture<Integer> terminate() {
        process.toHandle().destroy(); // the process' own method also stops listening to what it says
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Asks it to end, with SIGTERM, and waits until it has. */
    public void stop() throws InterruptedException {
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
