package io.calledit.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processes around whoever is measured: the emulated Bedrock and the load generator, and how a contender joins them. */
final class Stage implements AutoCloseable {

    /** Where everything is written to. */
    static final Path FOLDER = Path.of("target", "bench");
    private static final Path SERVICE = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final Options options;
    private final int bedrockPort;
    private final Child bedrock;
    private final Child load;

    Stage(Options options) throws Exception {
        this.options = options;
        Files.createDirectories(FOLDER);
        bedrockPort = freePort();
        bedrock = Child.start("the emulator", ours(List.of("-Xmx128m", "-XX:+UseSerialGC"), SwiftBedrock.class,
                Integer.toString(bedrockPort)), Map.of(), FOLDER.resolve("emulator.log"));
        load = Child.start("the load generator", ours(List.of("-Xmx512m", "-XX:+UseSerialGC"), LoadGenerator.class),
                Map.of(), FOLDER.resolve("load.log"));
        try {
            bedrock.port();
            load.port();
            checkClocks(bedrock);
            checkClocks(load);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Latencies are taken between processes, which only works where their clocks are one. */
    private static void checkClocks(Child child) throws Exception {
        long before = System.nanoTime();
        long theirs = Long.parseLong(child.order("clock"));
        if (theirs < before || theirs > System.nanoTime()) {
            throw new IllegalStateException("System.nanoTime() differs between processes here, so nothing can be measured");
        }
    }

    Child bedrock() {
        return bedrock;
    }

    Child load() {
        return load;
    }

    /** Starts a contender on a port of its choice, and returns when it listens. */
    Child start(Contender contender, Scenario scenario) throws Exception {
        List<String> flags = new ArrayList<>(options.serverArguments());
        Path log = FOLDER.resolve(contender.name().toLowerCase() + "-" + scenario.name().toLowerCase() + ".log");
        Child child;
        if (contender == Contender.FLOOR) {
            child = Child.start("the floor", ours(options.java(), flags, Floor.class, Integer.toString(freePort()),
                    bedrockAddress()), credentials(), log);
        } else {
            if (options.recording() != null) {
                flags.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording(scenario));
            }
            Map<String, String> settings = Map.of();
            if (scenario == Scenario.PACED) {
                flags.addAll(Options.SMALL);
                settings = Map.of("MALLOC_ARENA_MAX", "2");
            }
            child = service(jvm(options.java(), flags), 0, "bedrock", settings, log);
        }
        try {
            child.port();
            return child;
        } catch (Exception e) {
            child.kill();
            throw e;
        }
    }

    /**
     * Starts the service, and doesn't wait for it.
     *
     * @param command what starts it
     * @param port 0 for any that is free
     * @param settings on top of those that every service of the benchmark has, by their names in the environment
     */
    Child service(List<String> command, int port, String voice, Map<String, String> settings, Path log) throws Exception {
        Child service = Child.start("the service", command, environment(port, voice, settings), log);
        load.order("guard " + service.pid());
        return service;
    }

    /** What starts the packaged service on a JVM. */
    List<String> jvm(Path java, List<String> flags) throws IOException {
        if (!Files.exists(SERVICE)) {
            throw new IOException(SERVICE + " is missing: ./mvnw package -DskipTests makes it");
        }
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(flags);
        command.addAll(options.properties());
        command.addAll(List.of("-jar", SERVICE.toString()));
        return command;
    }

    private Map<String, String> environment(int port, String voice, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(credentials());
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("CALLEDIT_VOICE", voice);
        environment.put("CALLEDIT_BEDROCK_AWS_REGION", "us-east-1");
        environment.put("CALLEDIT_BEDROCK_AWS_ENDPOINT_OVERRIDE", bedrockAddress());
        environment.put("CALLEDIT_LEDGER_DATA_DIR", Files.createDirectories(FOLDER.resolve("ledger")).toString());
        // All the people here come from one address, and draft as fast as they can.
        environment.put("CALLEDIT_LINE_RUNS_PER_MINUTE", "1000000");
        environment.put("CALLEDIT_CONNECTION_PER_ADDRESS", "0");
        environment.putAll(settings);
        return environment;
    }

    private static Map<String, String> credentials() {
        return Map.of("AWS_ACCESS_KEY_ID", "emulated", "AWS_SECRET_ACCESS_KEY", "emulated");
    }

    private String bedrockAddress() {
        return "http://localhost:" + bedrockPort;
    }

    private Path recording(Scenario scenario) {
        if (options.scenarios().size() == 1) {
            return options.recording();
        }
        String name = options.recording().getFileName().toString().replaceFirst("(\\.jfr)?$",
                "-" + scenario.name().toLowerCase() + ".jfr");
        return options.recording().resolveSibling(name);
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    static List<String> ours(List<String> flags, Class<?> main, String... arguments) {
        return ours(Path.of(System.getProperty("java.home")), flags, main, arguments);
    }

    private static List<String> ours(Path java, List<String> flags, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(flags);
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void close() throws InterruptedException {
        load.kill();
        bedrock.kill();
    }
}
