package io.calledit.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.calledit.gateway.standin.Cloud;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;

/**
 * Measures what a run costs behind an API Gateway: the calls of {@code PostToConnection}, and the time from the model's end
 * to the last frame, for 500 tokens at 50 tokens a second; beside {@link AwaitedPosts}. Then what a start costs ({@link
 * ColdStarts}). Needs the packaged function:
 * {@code ./mvnw -Plambda,posts verify}. Ends with 1 where something didn't work, and not where it is slow.
 */
public final class PostsBench {

    private static final int TOKENS = 500;
    private static final long PACE_NANOS = 20_000_000; // 50 tokens a second
    private static final List<Duration> DELAYS = List.of(Duration.ofMillis(10), Duration.ofMillis(50));
    private static final double MOST_CALLS = 1 / 3d; // of the awaited posts
    private static final double LATEST_MS = 100;
    private static final long PATIENCE_S = 120;

    /**
     * What came of one run.
     *
     * @param posts calls of {@code PostToConnection}
     * @param afterModelMs from when the model had finished to when the last frame was there
     */
    private record Measured(int posts, double afterModelMs) {}

    /** A message and when it came ({@link System#nanoTime()}). */
    private record Arrival(byte[] bytes, long at) {}

    private final Vertx vertx = Vertx.vertx();
    private final int rounds;
    private final StringBuilder report = new StringBuilder();

    private PostsBench(int rounds) {
        this.rounds = rounds;
    }

    /** @param arguments the number of rounds, 3 if there are none; then {@code posts} or {@code start} for one of both */
    public static void main(String[] arguments) {
        int exit = 0;
        try {
            String only = arguments.length > 1 ? arguments[1] : "posts start";
            new PostsBench(arguments.length == 0 ? 3 : Integer.parseInt(arguments[0])).run(only);
        } catch (Exception e) {
            e.printStackTrace();
            exit = 1;
        }
        System.exit(exit);
    }

    private void run(String only) throws Exception {
        Files.createDirectories(Stage.FOLDER);
        line("Measured on: %s.", Machine.description(Path.of(System.getProperty("java.home"))));
        line("");
        if (only.contains("posts")) {
            posts();
            line("");
        }
        if (only.contains("start")) {
            new ColdStarts(vertx, rounds, report).run();
        }
        Path written = Files.writeString(Stage.FOLDER.resolve("posts.md"), report);
        System.out.println("\n" + report + "\nWritten to " + written);
    }

    private void posts() throws Exception {
        int port = Stage.freePort();
        URI bedrockAt = URI.create("http://localhost:" + port);
        Map<String, String> settings = Map.of("CALLEDIT_LINE_RUNS_PER_MINUTE", "0");
        line("%d tokens at %d tokens a second; rounds: %d.", TOKENS, 1_000_000_000 / PACE_NANOS, rounds);
        line("");
        line("| A post takes | | calls a run | last frame after the model's end |");
        line("|--:|---|--:|--:|");
        try (Child bedrock = SwiftBedrock.start(port, Stage.FOLDER.resolve("posts-emulator.log"))) {
            try (Cloud function = Cloud.start(bedrockAt, 2, settings);
                    Cloud awaited = Cloud.of(AwaitedPosts.class, bedrockAt, 1)) {
                warmUp(bedrock, function);
                warmUp(bedrock, awaited);
                bedrock.order("pace " + PACE_NANOS + " " + TOKENS);
                for (Duration delay : DELAYS) {
                    List<Measured> ours = new ArrayList<>();
                    List<Measured> theirs = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) {
                        ours.add(measure(function, delay));
                        theirs.add(measure(awaited, delay));
                    }
                    row(delay, "CalledIt", ours);
                    row(delay, "one awaited post per token", theirs);
                    targets(delay, ours, theirs);
                }
            }
        }
    }

    private void warmUp(Child bedrock, Cloud cloud) throws Exception {
        bedrock.order("pace 1000000 " + TOKENS);
        for (int i = 0; i < 6; i++) {
            measure(cloud, Duration.ZERO);
        }
    }

    private Measured measure(Cloud cloud, Duration delay) throws Exception {
        cloud.forgetPosts();
        cloud.postsTake(delay);
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        WebSocketClient client = vertx.createWebSocketClient();
        WebSocket socket = client.connect(cloud.endpoint().getPort(), cloud.endpoint().getHost(), cloud.endpoint().getPath())
                .toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        socket.binaryMessageHandler(bytes -> arrivals.add(new Arrival(bytes.getBytes(), System.nanoTime())));
        socket.textMessageHandler(text ->
                arrivals.add(new Arrival(text.getBytes(StandardCharsets.UTF_8), System.nanoTime())));
        socket.writeTextMessage("{\"action\":\"makecall\",\"prompt\":\"It rains in Bern before the end of the year\"}");
        try {
            return read(arrivals, cloud);
        } finally {
            client.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private static Measured read(BlockingQueue<Arrival> arrivals, Cloud cloud) throws Exception {
        int tokens = 0;
        long lastWritten = 0;
        while (true) {
            Arrival arrival = arrivals.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (arrival == null) {
                throw new IOException("Nothing more came after " + tokens + " tokens");
            }
            String message = new String(arrival.bytes(), StandardCharsets.UTF_8);
            if (message.startsWith("{\"type\":\"text\"")) {
                for (int i = 0; i < arrival.bytes().length; i++) {
                    if (arrival.bytes()[i] == Stamp.MARK) {
                        lastWritten = arrival.at() - 1_000 * Stamp.age(arrival.bytes(), i, arrival.at());
                        tokens++;
                    }
                }
            } else if (message.startsWith("{\"type\":\"complete\"")) {
                if (tokens != TOKENS) {
                    throw new IOException("A plan of " + tokens + " tokens and not " + TOKENS);
                }
                // The model's end is due one pace after its last token.
                return new Measured(cloud.posts(), (arrival.at() - lastWritten - PACE_NANOS) / 1e6);
            } else if (message.startsWith("{\"type\":\"error\"") || !message.startsWith("{\"type\":")) {
                throw new IOException(message);
            }
        }
    }

    private void row(Duration delay, String who, List<Measured> measured) {
        line("| %d ms | %s | %d | %.0f ms |", delay.toMillis(), who, calls(measured), after(measured));
    }

    private void targets(Duration delay, List<Measured> ours, List<Measured> theirs) {
        double share = calls(ours) / (double) calls(theirs);
        System.out.printf(Locale.ROOT, "%d ms per post: %.2f of the calls (target at 50 ms: %.2f), "
                        + "%.0f ms after the model (target: %.0f)%n",
                delay.toMillis(), share, MOST_CALLS, after(ours), LATEST_MS);
    }

    private static int calls(List<Measured> measured) {
        return measured.stream().map(Measured::posts).sorted().skip(measured.size() / 2).findFirst().orElseThrow();
    }

    private static double after(List<Measured> measured) {
        return measured.stream().map(Measured::afterModelMs).sorted().skip(measured.size() / 2).findFirst().orElseThrow();
    }

    private void line(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
