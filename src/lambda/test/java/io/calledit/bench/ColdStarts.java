package io.calledit.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.calledit.gateway.standin.Cloud;
import io.calledit.gateway.standin.lambda.Environment;
import io.calledit.gateway.standin.lambda.Function;
import io.calledit.gateway.standin.lambda.FunctionCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;

/**
 * Measures how long a person waits for a draft of a function of which no process is there: until the process asks for its
 * event, until the client has the first frame, and until it has the first words; for each way of running the package that
 * this machine has. Needs the packaged function: {@code ./mvnw -Plambda,posts verify}.
 */
final class ColdStarts {

    private static final long PACE_NANOS = 1_000_000;
    private static final long PATIENCE_S = 120;
    private static final String CALL = "{\"action\":\"makecall\",\"prompt\":\"It rains in Bern before the end of the year\"}";

    /**
     * What came of one start, in milliseconds from when the process was started, and of processor time.
     *
     * @param asked when it asked for its event
     * @param first when the first frame was there
     * @param words when the first words were there
     * @param cpuUntilAsked what it had taken when it asked
     * @param cpuUntilWords what it took from then until the words
     * @param warm how long the words of the next draft in the same process took, from when they were asked for
     */
    private record Start(double asked, double first, double words, double cpuUntilAsked, double cpuUntilWords, double warm) {}

    /** When the first frame and the first words of a draft were there, and when they were asked for ({@link System#nanoTime()}). */
    private record Draft(long sent, long first, long words) {}

    private final Vertx vertx;
    private final int rounds;
    private final StringBuilder report;

    /** @param report is written to */
    ColdStarts(Vertx vertx, int rounds, StringBuilder report) {
        this.vertx = vertx;
        this.rounds = rounds;
        this.report = report;
    }

    void run() throws Exception {
        Files.createDirectories(Stage.FOLDER);
        int port = Stage.freePort();
        line("| | asks for its event | first frame | first words | CPU until it asks | CPU from there to the words | warm: words after |");
        line("|---|--:|--:|--:|--:|--:|--:|");
        try (Child bedrock = SwiftBedrock.start(port, Stage.FOLDER.resolve("start-emulator.log"));
                Cloud cloud = Cloud.start(URI.create("http://localhost:" + port), 1, Map.of("CALLEDIT_LINE_RUNS_PER_MINUTE", "0"))) {
            bedrock.order("pace " + PACE_NANOS + " 50");
            draft(cloud); // by the function that takes connections, which makes the table
            for (Map.Entry<String, Cloud.Runner> form : forms(cloud).entrySet()) {
                List<Start> starts = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    starts.add(start(cloud, form.getValue()));
                }
                line("| %s | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.0f ms |", form.getKey(),
                        median(starts, Start::asked), median(starts, Start::first), median(starts, Start::words),
                        median(starts, Start::cpuUntilAsked), median(starts, Start::cpuUntilWords), median(starts, Start::warm));
            }
        }
    }

    /** The ways to run the package that there are here, by what they are called. */
    private Map<String, Cloud.Runner> forms(Cloud cloud) throws Exception {
        Map<String, Cloud.Runner> forms = new LinkedHashMap<>();
        Optional<Path> executable = bootstrap();
        if (executable.isPresent()) {
            forms.put("native", settings -> FunctionCode.executable(executable.get(), settings));
        }
        Path own = Path.of(System.getProperty("java.home"));
        Path jar = jarOfItsOwn();
        List<Path> homes = new ArrayList<>(List.of(own));
        Jdk.home(25).filter(home -> !home.equals(own)).ifPresent(homes::add);
        for (Path java : homes) {
            String name = "JDK " + Jdk.version(java);
            forms.put(name + ", both compilers", managed(java, List.of()));
            forms.put(name + ", as in the template", managed(java, FunctionCode.OF_THE_TEMPLATE));
            forms.put(name + ", the same, plain class path", flat(jar, java, FunctionCode.OF_THE_TEMPLATE));
            Path archive = archive(cloud, jar, java);
            forms.put(name + ", the same, archive of classes", flat(jar, java, with("-XX:SharedArchiveFile=" + archive)));
            if (Jdk.version(java).startsWith("25.")) {
                Path cache = cache(cloud, jar, java);
                forms.put(name + ", the same, AOT cache", flat(jar, java, with("-XX:AOTCache=" + cache)));
            }
        }
        return forms;
    }

    private static Cloud.Runner managed(Path java, List<String> flags) {
        return settings -> FunctionCode.managed(Cloud.UNPACKED, java, flags, settings);
    }

    private static Cloud.Runner flat(Path jar, Path java, List<String> flags) {
        return settings -> FunctionCode.flat(Cloud.UNPACKED, jar, java, flags, settings);
    }

    private static List<String> with(String... flags) {
        List<String> all = new ArrayList<>(FunctionCode.OF_THE_TEMPLATE);
        all.addAll(List.of(flags));
        return all;
    }

    private Start start(Cloud cloud, Cloud.Runner form) throws Exception {
        Function function = cloud.draftBy(form);
        Draft cold = draft(cloud);
        Environment environment = function.environments().get(0);
        double cpuUntilAsked = millis(environment.cpuUntilItAsked());
        double cpu = millis(environment.cpu()) - cpuUntilAsked;
        long from = environment.startedAt();
        function.awaitFree();
        Draft warm = draft(cloud);
        return new Start(
                (environment.askedAt() - from) / 1e6,
                (cold.first() - from) / 1e6,
                (cold.words() - from) / 1e6,
                cpuUntilAsked,
                cpu,
                (warm.words() - warm.sent()) / 1e6);
    }

    /** Asks for a draft and returns when its first words are there. */
    private Draft draft(Cloud cloud) throws Exception {
        WebSocketClient client = vertx.createWebSocketClient();
        try {
            WebSocket socket = client.connect(cloud.endpoint().getPort(), cloud.endpoint().getHost(), cloud.endpoint().getPath())
                    .toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            CompletableFuture<Long> first = new CompletableFuture<>();
            CompletableFuture<Long> words = new CompletableFuture<>();
            socket.textMessageHandler(frame -> {
                long now = System.nanoTime();
                first.complete(now);
                if (frame.startsWith("{\"type\":\"text\"")) {
                    words.complete(now);
                } else if (!frame.startsWith("{\"type\":\"status\"")) {
                    words.completeExceptionally(new IOException(frame));
                }
            });
            long sent = System.nanoTime();
            socket.writeTextMessage(CALL);
            return new Draft(sent, first.get(PATIENCE_S, TimeUnit.SECONDS), words.get(PATIENCE_S, TimeUnit.SECONDS));
        } finally {
            client.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    /** What a process leaves when it has made a draft and ends. */
    private Path archive(Cloud cloud, Path jar, Path java) throws Exception {
        Path archive = Stage.FOLDER.resolve("function-" + Jdk.version(java) + ".jsa").toAbsolutePath();
        train(cloud, flat(jar, java, with("-XX:ArchiveClassesAtExit=" + archive)));
        return made(archive);
    }

    private Path cache(Cloud cloud, Path jar, Path java) throws Exception {
        Path cache = Stage.FOLDER.resolve("function-" + Jdk.version(java) + ".aot").toAbsolutePath();
        train(cloud, flat(jar, java, with("-XX:AOTCacheOutput=" + cache)));
        return made(cache);
    }

    private void train(Cloud cloud, Cloud.Runner form) throws Exception {
        Function function = cloud.draftBy(form);
        draft(cloud);
        Environment environment = function.environments().get(0);
        environment.askToEnd();
        environment.gone().get(PATIENCE_S, TimeUnit.SECONDS);
    }

    private static Path made(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " wasn't made; see target/function-logs/drafting");
        }
        return file;
    }

    /** The function's own classes, which its package has in folders: no archive takes classes from those. */
    private static Path jarOfItsOwn() throws IOException {
        Path jar = Stage.FOLDER.resolve("function-classes.jar").toAbsolutePath();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> classes = Files.walk(Cloud.UNPACKED)) {
            for (Path path : classes.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList()) {
                String name = Cloud.UNPACKED.relativize(path).toString();
                if (!name.startsWith("lib/") && !name.equals("META-INF/MANIFEST.MF")) {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(path, out);
                }
            }
        }
        return jar;
    }

    private static Optional<Path> bootstrap() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-runner")).findFirst();
        }
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> of) {
        return starts.stream().mapToDouble(of).sorted().skip(starts.size() / 2).findFirst().orElseThrow();
    }

    private void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        System.out.println(line);
        report.append(line).append('\n');
    }
}
