package io.calledit.bench;

import java.util.ArrayList;
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
 *   --server-args "-Xmx128m -XX:+UseSerialGC" --jfr target/bench/service.jfr
 * }</pre>
 *
 * Every option may be left out; see {@link Options}. Ends with 1 where something didn't work, and not where it is slow.
 */
public final class StreamingBench {

    private static final int TOKENS = 250;
    private static final int SATURATING_SOCKETS = 100;
    private static final int PACED_SOCKETS = 200;
    private static final long PACE_NANOS = 40_000_000; // 25 tokens a second
    private static final int SETTLING_S = 3;

    private final Options options;
    private final Stage stage;

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
        if (options.scenarios().contains(Scenario.SATURATION)) {
            load(Scenario.SATURATION, SATURATING_SOCKETS, 0);
        }
        if (options.scenarios().contains(Scenario.PACED)) {
            load(Scenario.PACED, PACED_SOCKETS, PACE_NANOS);
        }
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
                    java.util.Collections.reverse(turns);
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
