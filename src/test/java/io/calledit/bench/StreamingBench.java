package io.calledit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what the streaming line costs, beside the least program that does the same job. Needs the packaged service:
 *
 * <pre>{@code
 * mvn -o -q package -DskipTests
 * mvn -o -q dependency:build-classpath -Dmdep.outputFile=target/test.cp
 * java -cp target/test-classes:target/classes:$(cat target/test.cp) io.calledit.bench.StreamingBench \
 *   --only saturation --contenders service,floor --rounds 1 --seconds 10 --warm-up 20 \
 *   --server-args "-Xms64m -Xmx768m -XX:+UseSerialGC" --jfr target/bench/service.jfr
 * }</pre>
 *
 * Every option may be left out; see {@link Options}. Ends with 1 where something didn't work, and not where it is slow.
 */
public final class StreamingBench {

    private static final int TOKENS = 250;
    private static final int SATURATING_SOCKETS = 100;
    private static final int PACED_SOCKETS = 200;
    private static final long PACE_NANOS = 40_000_000; // 25 tokens a second
    private static final int IDLE_SOCKETS = 5_000;
    private static final int SETTLING_S = 3;

    private final Options options;
    private final Stage stage;
    private final Report report = new Report();

    private StreamingBench(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.read(arguments);
        int exit = 0;
        try (Stage stage = new Stage(options)) {
            new StreamingBench(options, stage).run();
        } catch (Exception e) {
            e.printStackTrace();
            exit = 1;
        }
        System.exit(exit);
    }

    private void run() throws Exception {
        report.title(Machine.description(options.java()), options);
        String flags = String.join(" ", options.serverArguments());
        for (Scenario scenario : options.scenarios()) {
            switch (scenario) {
                case SATURATION -> {
                    int sockets = options.sockets(SATURATING_SOCKETS);
                    report.saturation(load(scenario, sockets, 0), sockets, flags);
                }
                case PACED -> {
                    int sockets = options.sockets(PACED_SOCKETS);
                    report.paced(load(scenario, sockets, PACE_NANOS), sockets,
                            flags + "; the service " + String.join(" ", Options.SMALL));
                }
                case IDLE -> report.idle(idle());
                case START -> {
                    stage.bedrock().order("pace 0 " + TOKENS);
                    report.startUp(
                            new StartUp(stage, options.serverArguments(), options.rounds()).measure(), flags);
                }
            }
        }
        System.out.println("\n" + report.markdown());
        Path written = Files.writeString(Stage.FOLDER.resolve("streaming.md"), report.markdown());
        System.out.println("Written to " + written);
    }

    private Map<Contender, Idle> idle() throws Exception {
        stage.bedrock().order("pace 0 " + TOKENS);
        Map<Contender, Idle> idle = new EnumMap<>(Contender.class);
        for (Contender contender : options.contenders()) {
            try (Child server = stage.start(contender, Scenario.IDLE)) {
                Idle measured = Idle.measure(stage, server, IDLE_SOCKETS, options.java());
                System.out.println("idle       " + contender.name().toLowerCase(Locale.ROOT) + " " + measured);
                idle.put(contender, measured);
            }
        }
        return idle;
    }

    /** Each contender under the same load, in turns, so that all meet the same weather on the machine. */
    private Map<Contender, List<Window>> load(Scenario scenario, int sockets, long pace) throws Exception {
        stage.bedrock().order("pace " + pace + " " + TOKENS);
        Map<Contender, Child> servers = new EnumMap<>(Contender.class);
        Map<Contender, List<Window>> windows = new EnumMap<>(Contender.class);
        try {
            for (Contender contender : options.contenders()) {
                servers.put(contender, stage.start(contender, scenario));
                windows.put(contender, new ArrayList<>());
            }
            for (int round = 0; round < options.rounds(); round++) {
                List<Contender> turns = new ArrayList<>(options.contenders());
                if (round % 2 == 1) {
                    Collections.reverse(turns);
                }
                for (Contender contender : turns) {
                    Child server = servers.get(contender);
                    stage.load().order("load " + server.port() + " " + sockets + " " + TOKENS + " " + pace * TOKENS / 1_000_000);
                    Pause.seconds(pace * TOKENS / 1e9 + (round == 0 ? options.warmUp() : SETTLING_S));
                    Window window = Window.measure(stage, server, options.seconds());
                    windows.get(contender).add(window);
                    print(scenario, contender, window);
                    Window.noTrouble(Window.values(stage.load().order("end")));
                }
            }
        } finally {
            for (Child server : servers.values()) {
                server.close();
            }
        }
        return windows;
    }

    private static void print(Scenario scenario, Contender contender, Window w) {
        System.out.printf(Locale.ROOT, "%-10s %-8s %6.1f µs CPU per token, %6.1f per frame; %,7.0f tokens/s in %,7.0f frames/s; "
                + "latency p50 %,d p99 %,d p99.9 %,d µs; %d MB; %.2f cores, %.2f around%n",
                scenario.name().toLowerCase(Locale.ROOT), contender.name().toLowerCase(Locale.ROOT), w.cpuPerToken(),
                w.cpuPerFrame(), w.tokensPerSecond(), w.framesPerSecond(), w.p50(), w.p99(), w.p999(),
                w.resident() / 1_000_000, w.cpu() / w.seconds(), w.around() / w.seconds());
    }
}
