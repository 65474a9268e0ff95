package io.calledit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.management.UnixOperatingSystemMXBean;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Exchange;
import io.calledit.bedrock.Turn;
import io.calledit.packaged.PackagedService;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;

/** A service with little memory, many who listen, many more who only hold a socket, and some who have stopped reading. */
class CrowdIT {

    private static final Path FOLDER = Path.of("target", "crowd").toAbsolutePath();
    private static final long LONGEST_WAIT_SECONDS = 180;
    private static final int IDLE = 2_000;
    private static final int STREAMS = 200;
    private static final int STALLED = 50;
    private static final int TOKENS = 60;
    private static final Duration PACE = Duration.ofMillis(100);
    /** More than the operating system takes off the service's hands for one socket, so that the rest is its own to hold. */
    private static final int FLOOD_BYTES = 8_000_000;
    private static final int FLOOD_TOKEN = 4_000;
    /** What a stalled reader may cost beside the log, which is there anyway: the frame that it doesn't take, and buffers. */
    private static final long BYTES_PER_STALLED_READER = 100_000;
    /** A socket on which nothing happens: its buffers, the framework's state of it, and the service's. */
    private static final long BYTES_PER_IDLE_SOCKET = 20_000;
    private static final int SILENCE_SECONDS = 20;

    private BedrockEmulator bedrock;
    private PackagedService service;
    private Inside inside;
    private Vertx vertx;
    private WebSocketClient http;

    @BeforeAll
    static void onAJvm() throws Exception {
        assumeFalse(PackagedService.isNative(), "what a service holds is counted by its JVM");
    }

    @BeforeEach
    void begin() throws Exception {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            assertThat(system.getMaxFileDescriptorCount()).as("files that may be open at once: see ulimit -n")
                    .isGreaterThan(IDLE + 2 * STREAMS + 500);
        }
        bedrock = BedrockEmulator.start();
        bedrock.otherwise(CrowdIT::turn);
        service = PackagedService.start(FOLDER, Settings.of(bedrock, Map.of(
                "CALLEDIT_LINE_GRACE", "2s",
                "CALLEDIT_LINE_KEEP", "3s",
                "CALLEDIT_LINE_MAX_RUN_TEXT", Integer.toString(2 * FLOOD_BYTES),
                "CALLEDIT_LINE_DEADLINE_BETWEEN", "120s",
                "CALLEDIT_CONNECTION_SILENCE", SILENCE_SECONDS + "s",
                "CALLEDIT_CONNECTION_PING_INTERVAL", "5s")), "-Xmx256m", "-XX:+UseSerialGC");
        inside = new Inside(service);
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        http = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(10_000).setMaxFrameSize(1_048_576));
    }

    private static Turn turn(Exchange exchange) {
        if (exchange.asked().contains("flood")) {
            String[] tokens = new String[FLOOD_BYTES / FLOOD_TOKEN];
            Arrays.fill(tokens, "water ".repeat(FLOOD_TOKEN / 6));
            return Turn.answer().text(tokens).stalls();
        }
        String plan = """
                {"prediction_statement":"It is told","verification_date":"%sT23:59:59-05:00","verification_method":\
                {"source":["The script"],"criteria":["True if the script says so"],"steps":["Read the script"]},\
                "initial_status":"pending","assumptions":[]}""".formatted(LocalDate.now().plusYears(1));
        int token = plan.length() / TOKENS + 1;
        return Turn.answer().every(PACE, plan.split("(?<=\\G.{" + token + "})")).stop();
    }

    @AfterEach
    void end() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        service.close();
        bedrock.close();
    }

    @Test
    void aCrowdAndReadersWhoStopReadingCostBoundedMemorySlowNobodyAndLeaveNothing() throws Exception {
        List<WebSocket> sockets = connect(STREAMS);
        stream(sockets); // so that what is built once is there
        long beforeTheCrowd = inside.heap().bytes();
        int threads = inside.threads();
        int socketsBefore = inside.sockets() - STREAMS;

        List<WebSocket> idle = connect(IDLE);
        long perIdleSocket = (inside.heap().bytes() - beforeTheCrowd) / IDLE;
        List<WebSocket> other = connect(1);
        Listener flood = new Listener(other.get(0)).ask("There will be a flood");
        bedrock.awaitExchange("flood");
        long[] gaps = stream(sockets);
        Inside.Heap withFlood = inside.heap();

        List<StalledReader> stalled = new ArrayList<>();
        for (int reader = 0; reader < STALLED; reader++) {
            stalled.add(new StalledReader(service.address(), flood.runId().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)));
        }
        long[] gapsWithStalled = stream(sockets);
        Inside.Heap withStalled = inside.heap();
        long resident = inside.resident();

        System.out.printf("%d idle sockets: %d bytes of heap each. The gaps of %d streams, a token every %d ms: median %d ms,"
                        + " 99 in 100 up to %d ms; beside %d stalled readers %d and %d ms. The heap: %.1f MB with the run that"
                        + " they read, %.1f MB with them; resident %d MB%n",
                IDLE, perIdleSocket, STREAMS, PACE.toMillis(), ms(gaps, 0.5), ms(gaps, 0.99), STALLED,
                ms(gapsWithStalled, 0.5), ms(gapsWithStalled, 0.99), withFlood.bytes() / 1e6, withStalled.bytes() / 1e6,
                resident / 1_000_000);
        assertThat(withStalled.count(Inside.READERS)).as("readers: those who are stalled, and the one who isn't")
                .isEqualTo(STALLED + 1);
        assertThat(perIdleSocket).as("heap for an idle socket").isLessThan(BYTES_PER_IDLE_SOCKET);
        assertThat(withStalled.bytes() - withFlood.bytes()).as("heap for %d stalled readers", STALLED)
                .isLessThan(STALLED * BYTES_PER_STALLED_READER);
        // Whoever is stuck behind a stalled reader waits for seconds, if not for ever; the rest is the machine's own noise.
        assertThat(ms(gapsWithStalled, 0.99)).as("gaps beside stalled readers").isLessThan(3 * ms(gaps, 0.99) + 1_000);

        assertThat(Inside.comesToHold(3 * SILENCE_SECONDS, () -> inside.heap().count(Inside.READERS) == 1))
                .as("the stalled are given up").isTrue();
        flood.stop();
        assertThat(flood.end().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).contains("\"type\":\"stopped\"");
        for (List<WebSocket> all : List.of(idle, sockets, other)) {
            for (WebSocket socket : all) {
                socket.close();
            }
        }
        if (!Inside.comesToHold(30, () -> inside.heap().isFreeOfRuns() && inside.sockets() <= socketsBefore)) {
            inside.dump(FOLDER.resolve("left.hprof"));
        }
        Inside.Heap after = inside.heap();
        System.out.printf("Afterwards: %s; %.1f MB of heap after %.1f; %d threads after %d; %d sockets after %d%n",
                after.counts(), after.bytes() / 1e6, beforeTheCrowd / 1e6, inside.threads(), threads, inside.sockets(),
                socketsBefore);
        assertThat(after.isFreeOfRuns()).as("nothing is left: %s", after.counts()).isTrue();
        assertThat(inside.sockets()).as("sockets").isLessThanOrEqualTo(socketsBefore);
        assertThat(inside.threads()).as("threads").isLessThanOrEqualTo(threads);
        // The idle worker that is left may hold the very run that was so long.
        assertThat(after.bytes()).as("heap").isLessThan(beforeTheCrowd + FLOOD_BYTES + 2_000_000);
        assertThat(bedrock.open()).as("answers that the model goes on with").isZero();
        assertThat(service.said()).as("what went wrong").noneMatch(line -> line.contains("ERROR"));
        for (StalledReader each : stalled) {
            each.close();
        }
    }

    private List<WebSocket> connect(int count) throws Exception {
        List<CompletableFuture<WebSocket>> connecting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connecting.add(http.connect(service.address().getPort(), service.address().getHost(), "/ws")
                    .toCompletionStage().toCompletableFuture());
            if (i % STREAMS == 0) {
                connecting.get(i).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS); // no more at once than a backlog holds
            }
        }
        return all(connecting);
    }

    /** A run on each socket, all at once, to their ends; and the gaps in them. */
    private static long[] stream(List<WebSocket> sockets) throws Exception {
        List<Listener> listeners = sockets.stream().map(socket -> new Listener(socket).ask("It will be told")).toList();
        assertThat(all(listeners.stream().map(Listener::end).toList())).allMatch(end -> end.startsWith("{\"type\":\"complete\""));
        return listeners.stream().flatMapToLong(listener -> LongStream.of(listener.gaps())).sorted().toArray();
    }

    private static <T> List<T> all(Collection<CompletableFuture<T>> futures) throws Exception {
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        List<T> all = new ArrayList<>();
        futures.forEach(future -> all.add(future.join()));
        return Collections.unmodifiableList(all);
    }

    private static long ms(long[] sorted, double quantile) {
        return TimeUnit.NANOSECONDS.toMillis(sorted[(int) (sorted.length * quantile)]);
    }
}
