package io.calledit.nativeimage;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import net.bytebuddy.ByteBuddy;

/** Has a JVM write down what is done by reflection in it. */
final class Watch {

    private static final String PACKAGE = Watch.class.getPackageName().replace('.', '/') + "/";

    private final Path folder;
    private final Path agent;
    private final Path notes;

    /** @param folder for what it needs and writes */
    Watch(Path folder) throws Exception {
        this.folder = folder;
        Files.deleteIfExists(file());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        agent = jar("agent.jar", manifest, List.of(Agent.class, Watcher.class));
        notes = jar("notes.jar", new Manifest(), List.of(Notes.class));
    }

    /** With the classes and those inside them. */
    private Path jar(String name, Manifest manifest, List<Class<?>> types) throws Exception {
        Path jar = folder.resolve(name);
        Path classes = placeOf(Watch.class).resolve(PACKAGE);
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.list(classes)) {
            for (Path each : all.toList()) {
                String simple = each.getFileName().toString().replaceFirst("([$].*)?[.]class$", "");
                if (types.stream().anyMatch(type -> type.getSimpleName().equals(simple))) {
                    out.putNextEntry(new JarEntry(PACKAGE + each.getFileName()));
                    Files.copy(each, out);
                }
            }
        }
        return jar;
    }

    /** For the JVM that is to be watched. A process that is killed has written all that it came to. */
    String[] flags() throws Exception {
        return new String[] {"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:off",
            "-javaagent:" + agent + "=" + notes + "," + placeOf(ByteBuddy.class) + "," + file()};
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private Path file() {
        return folder.resolve("touched.txt").toAbsolutePath();
    }

    /** What was touched so far, by every process that was watched. */
    List<Touch> touches() throws IOException {
        try (Stream<String> lines = Files.lines(file())) {
            return lines.distinct().map(Touch::of).toList();
        }
    }
}
