package io.calledit.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets the packaged service work for ten minutes for people who read, stop, come back and leave, and ends with 1 where it
 * has grown: where its heap after a collection is more than a tenth larger at the end than after the first minute, where
 * runs, chat memories, readers or connections are left over, where threads have piled up, or where a frame was missing or
 * came twice. Argument: the minutes.
 *
 * <p>What an ended run leaves behind is kept for 20 s here and not for ten minutes, or the first minute would have less of
 * it than the last.
 */
public final class Soak {

    private static final int SOCKETS = 60;
    private static final int TOKENS = 100;
    private static final long PACE_NANOS = 40_000_000;
    private static final Map<String, String> SETTINGS = Map.of("CALLEDIT_LINE_KEEP", "20s", "CALLEDIT_LINE_GRACE", "5s");
    private static final int FIRST_SAMPLE_S = 60;
    private static final double MOST_GROWTH = 1.1;
    private static final int MOST_NEW_THREADS = 8;
    private static final int LETTING_GO_S = 60;
    /** Gauges of the service that have to be at zero when nobody is there any more. */
    private static final List<String> ZERO = List.of("calledit_connections", "calledit_runs_active", "calledit_runs_kept",
            "calledit_readers", "calledit_chat_memories");

    private final Stage stage;
    private final Child service;
    private final Path java = Path.of(System.getProperty("java.home"));
    private boolean failed;

    private Soak(Stage stage, Child service) {
        this.stage = stage;
        this.service = service;
    }

    public static void main(String[] arguments) throws Exception {
        double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
        Options options = Options.read(new String[0]);
        boolean failed = true;
        try (Stage stage = new Stage(options)) {
            stage.bedrock().order("pace " + PACE_NANOS + " " + TOKENS);
            try (Child service = stage.service(stage.jvm(options.java(), options.serverArguments()), 0,
                    "bedrock", SETTINGS, Stage.FOLDER.resolve("soak.log"))) {
                Soak soak = new Soak(stage, service);
                soak.run(minutes * 60);
                failed = soak.failed;
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(failed ? 1 : 0);
    }

    private void run(double seconds) throws Exception {
        long seed = System.nanoTime();
        System.out.printf(Locale.ROOT, "%d people for %.1f minutes, seed %d%n", SOCKETS, seconds / 60, seed);
        stage.load().order("wander " + service.port() + " " + SOCKETS + " " + TOKENS + " " + seed);
        double first = Math.min(FIRST_SAMPLE_S, seconds / 2);
        Pause.seconds(first);
        long heapAtFirst = heap();
        int threadsAtFirst = service.threads();
        say(first, heapAtFirst, threadsAtFirst);
        double passed = first;
        while (seconds - passed > FIRST_SAMPLE_S) {
            Pause.seconds(FIRST_SAMPLE_S);
            passed += FIRST_SAMPLE_S;
            say(passed, heap(), service.threads());
        }
        Pause.seconds(seconds - passed);
        long heapAtLast = heap();
        int threadsAtLast = service.threads();
        say(seconds, heapAtLast, threadsAtLast);
        Map<String, String> seen = Window.values(stage.load().order("end"));
        System.out.printf("%s plans, %s frames, %s tokens%n", seen.get("runs"), seen.get("frames"), seen.get("tokens"));
        judge(!seen.get("troubles").equals("0"), "every frame came, once and in order",
                seen.get("troubles") + " troubles, the first: " + seen.get("trouble"));
        judge(heapAtLast > heapAtFirst * MOST_GROWTH, "the heap after a collection is where it was after the first minute",
                String.format(Locale.ROOT, "%.1f MB, then %.1f MB", heapAtFirst / 1e6, heapAtLast / 1e6));
        judge(threadsAtLast > threadsAtFirst + MOST_NEW_THREADS, "threads don't pile up",
                threadsAtFirst + ", then " + threadsAtLast);
        Map<String, Double> left = left();
        judge(left.values().stream().anyMatch(value -> value != 0), "nothing is left over",
                left.isEmpty() ? "the service has no such figures" : left.toString());
    }

    private void judge(boolean bad, String claim, String figures) {
        failed |= bad;
        System.out.println((bad ? "FAILED: " : "ok: ") + claim + " (" + figures + ")");
    }

    /** The middle one of three, since there is more or less on its way at each moment. */
    private long heap() throws Exception {
        long[] sizes = new long[3];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = service.heapAfterCollection(java);
            Pause.seconds(1);
        }
        Arrays.sort(sizes);
        return sizes[1];
    }

    private static void say(double seconds, long heap, int threads) {
        System.out.printf(Locale.ROOT, "after %3.0f s: %.1f MB of heap after a collection, %d threads%n", seconds, heap / 1e6, threads);
    }

    /** What the service still holds, of what it can tell; waits a while for it to let go. */
    private Map<String, Double> left() throws Exception {
        Map<String, Double> left = figures();
        for (int waited = 0; waited < LETTING_GO_S && left.values().stream().anyMatch(value -> value != 0); waited++) {
            Pause.seconds(1);
            left = figures();
        }
        return left;
    }

    private Map<String, Double> figures() throws Exception {
        URI metrics = URI.create("http://localhost:" + service.port() + "/q/metrics");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
        Map<String, Double> figures = new TreeMap<>();
        if (answer.statusCode() == 404) {
            return figures;
        }
        if (answer.statusCode() != 200) {
            throw new IOException("the service's figures can't be read: " + answer.statusCode());
        }
        answer.body().lines().forEach(line -> {
            String name = line.replaceFirst("[{ ].*", "");
            if (ZERO.contains(name)) {
                figures.merge(name, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
            }
        });
        return figures;
    }
}
