package io.calledit.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Measures how long it takes from the start of the service's process to the first word of a plan. */
final class StartUp {

    /** Who drafts: the emulated Bedrock, or the rules inside. */
    static final List<String> VOICES = List.of("bedrock", "rules");

    private static final Path APPLICATION = Path.of("target", "quarkus-app");

    private final Stage stage;
    private final List<String> flags;
    private final int times;

    /**
     * @param flags for the JVM
     * @param times how often each form is started
     */
    StartUp(Stage stage, List<String> flags, int times) {
        this.stage = stage;
        this.flags = flags;
        this.times = times;
    }

    /**
     * Measures every form of the service that can be run here.
     *
     * @return by the form and the voice: milliseconds, in order; or null where that form can't be run
     */
    Map<String, Map<String, double[]>> measure() throws Exception {
        Map<String, Map<String, double[]>> took = new LinkedHashMap<>();
        Path own = Path.of(System.getProperty("java.home"));
        Optional<Path> later = Jdk.home(25);
        if (Runtime.version().feature() != 25) {
            took.put("JDK " + Jdk.version(own), of(stage.jvm(own, flags)));
        }
        took.put("JDK 25", later.isPresent() ? of(stage.jvm(later.get(), flags)) : null);
        took.put("JDK 25, AOT cache", later.isPresent() ? cached(later.get()) : null);
        Optional<Path> runner = runner();
        took.put("native", runner.isPresent() ? of(List.of(runner.get().toString(), "-Xmx128m")) : null);
        return took;
    }

    private Map<String, double[]> of(List<String> command) throws Exception {
        Map<String, double[]> took = new LinkedHashMap<>();
        for (String voice : VOICES) {
            took.put(voice, times(command, voice));
        }
        return took;
    }

    private Map<String, double[]> cached(Path java) throws Exception {
        Map<String, double[]> took = new LinkedHashMap<>();
        for (String voice : VOICES) {
            Path seen = Stage.FOLDER.resolve(voice + ".aotconf");
            Path cache = Stage.FOLDER.resolve(voice + ".aot");
            Files.deleteIfExists(cache);
            try (Child training = start(flat(java, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + seen), 0, voice)) {
                stage.load().order("first " + training.port());
            }
            make(cache, flat(java, "-XX:AOTMode=create", "-XX:AOTConfiguration=" + seen, "-XX:AOTCache=" + cache));
            took.put(voice, times(flat(java, "-XX:AOTCache=" + cache), voice));
        }
        return took;
    }

    /** A step of its own: left to the end of the process that was watched, it is cut off with that. */
    private static void make(Path cache, List<String> command) throws Exception {
        Process making = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Stage.FOLDER.resolve("cache.log").toFile())
                .start();
        if (!making.waitFor(2, TimeUnit.MINUTES) || !Files.exists(cache)) {
            making.destroyForcibly();
            throw new IllegalStateException("No cache was made; see " + Stage.FOLDER.resolve("cache.log"));
        }
    }

    /** In order. */
    private double[] times(List<String> command, String voice) throws Exception {
        double[] took = new double[times];
        for (int i = 0; i < times; i++) {
            int port = Stage.freePort();
            long start = System.nanoTime();
            Child service = start(command, port, voice);
            try {
                took[i] = (Long.parseLong(stage.load().order("first " + port)) - start) / 1e6;
            } finally {
                service.kill();
            }
        }
        Arrays.sort(took);
        System.out.printf(Locale.ROOT, "start      %s, %s: %.0f to %.0f ms%n",
                String.join(" ", command.subList(0, 2)), voice, took[0], took[times - 1]);
        return took;
    }

    private Child start(List<String> command, int port, String voice) throws Exception {
        return stage.service(command, port, voice, Map.of(), Stage.FOLDER.resolve("start-" + voice + ".log"));
    }

    /**
     * The packaged classes on a plain class path. A cache holds little of what other class loaders load, and the packaged
     * application has one of its own; the build can package it without ({@code quarkus.package.jar.type=aot-jar}).
     */
    private List<String> flat(Path java, String... cache) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String first : List.of("quarkus/transformed-bytecode.jar", "quarkus/generated-bytecode.jar")) {
            jars.add(APPLICATION.resolve(first).toString());
        }
        for (String folder : List.of("app", "lib/boot", "lib/main")) {
            try (Stream<Path> files = Files.list(APPLICATION.resolve(folder))) {
                files.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(List.of(cache));
        command.addAll(flags);
        // As the manifest of the packaged application has it.
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, jars), "io.calledit.Main"));
        return command;
    }

    private static Optional<Path> runner() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-runner")).findFirst();
        }
    }
}
