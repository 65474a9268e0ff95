package io.calledit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds a JDK of a version that the build doesn't run on. */
final class Jdk {

    private Jdk() {}

    /**
     * The JDK of that version: the one that {@code BENCH_JDK} and the version name in the environment, else the one that
     * runs this, else one beside it.
     */
    static Optional<Path> home(int version) throws IOException {
        String named = System.getenv("BENCH_JDK" + version);
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path own = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() == version) {
            return Optional.of(own);
        }
        try (Stream<Path> beside = Files.list(own.toRealPath().getParent())) {
            List<Path> homes = beside.filter(Files::isDirectory).sorted(Comparator.naturalOrder()).toList();
            return homes.stream().filter(home -> version(home).startsWith(version + ".")).findFirst();
        }
    }

    /** @return as in its {@code release} file; empty where there is no JDK */
    static String version(Path home) {
        Properties release = new Properties();
        Path file = home.resolve("release");
        if (!Files.exists(file) || !Files.exists(home.resolve("bin/java"))) {
            return "";
        }
        try (var lines = Files.newBufferedReader(file)) {
            release.load(lines);
        } catch (IOException e) {
            return "";
        }
        return release.getProperty("JAVA_VERSION", "").replace("\"", "");
    }
}
