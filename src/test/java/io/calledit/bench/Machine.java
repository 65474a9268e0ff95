package io.calledit.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;
import java.util.stream.Stream;

/** The kind of machine that was measured on. */
final class Machine {

    private Machine() {}

    static String description(Path java) throws IOException {
        long memory = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return String.format(Locale.ROOT, "%s, %d cores, %.0f GB of memory; %s %s; JDK %s",
                found("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(), memory / 1e9,
                found("/etc/os-release", "PRETTY_NAME", System.getProperty("os.name")),
                System.getProperty("os.version").replaceFirst("-.*", ""), Jdk.version(java));
    }

    private static String found(String file, String name, String otherwise) throws IOException {
        Path path = Paths.get(file);
        if (!Files.exists(path)) {
            return otherwise;
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(name)).findFirst()
                    .map(line -> line.replaceFirst("^[^:=]*[:=]\\s*", "").replace("\"", "")).orElse(otherwise);
        }
    }
}
