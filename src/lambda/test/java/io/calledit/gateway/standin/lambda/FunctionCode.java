package io.calledit.gateway.standin.lambda;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * A function's code and settings, for the managed Java runtime: its own client of the runtime's interface runs them.
 *
 * @param command what starts the process
 * @param environment what is set there, beside what every environment has
 * @param directory where it is started; empty for wherever this process is
 */
public record FunctionCode(List<String> command, Map<String, String> environment, Optional<Path> directory) {

    private static final String QUARKUS = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";
    /** What the managed runtime gives a function of 512 MB. */
    private static final List<String> JVM = List.of("-Xmx400m", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true");
    /** What the template adds: a compiler that is done soon, which is the managed runtime's default as well, and room for classes. */
    public static final List<String> OF_THE_TEMPLATE = List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-XX:MetaspaceSize=96m");
    private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"));

    public FunctionCode {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        requireNonNull(directory, "directory");
    }

    /**
     * The packaged function, run as the managed runtime does it.
     *
     * @param zip what the build has made
     * @param root where it is unpacked to, for all environments; must be empty or not there
     */
    public static FunctionCode ofZip(Path zip, Path root, Map<String, String> settings) throws IOException {
        if (!Files.exists(zip)) {
            throw new IOException(zip + " is missing: ./mvnw package -Plambda makes it");
        }
        unpack(zip, root);
        return managed(root, OWN_JAVA, OF_THE_TEMPLATE, settings);
    }

    /**
     * An unpacked function, whose classes a loader of the runtime's own loads from the folder.
     *
     * @param java the JDK that runs it
     * @param flags for the JVM, beside those that it always has
     */
    public static FunctionCode managed(Path root, Path java, List<String> flags, Map<String, String> settings) {
        return new FunctionCode(command(java, flags, runtime(), QUARKUS), settings, Optional.of(root));
    }

    /**
     * An unpacked function on a plain class path of jars, as an archive of its classes needs it.
     *
     * @param own a jar of the function's own classes
     */
    public static FunctionCode flat(Path root, Path own, Path java, List<String> flags, Map<String, String> settings) throws IOException {
        List<String> path = new ArrayList<>(runtime());
        path.add(own.toString());
        try (Stream<Path> jars = Files.list(root.resolve("lib"))) {
            jars.map(Path::toString).sorted().forEach(path::add);
        }
        return new FunctionCode(command(java, flags, path, QUARKUS), settings, Optional.of(own.getParent()));
    }

    /** An executable that is its own runtime. */
    public static FunctionCode executable(Path bootstrap, Map<String, String> settings) {
        return new FunctionCode(List.of(bootstrap.toString()), settings, Optional.empty());
    }

    /** A function of the tests' own. */
    public static FunctionCode of(Class<? extends RequestStreamHandler> handler, Map<String, String> settings) {
        Set<String> path = new LinkedHashSet<>(runtime());
        path.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        return new FunctionCode(command(OWN_JAVA, OF_THE_TEMPLATE, path, handler.getName() + "::handleRequest"), settings, Optional.empty());
    }

    public FunctionCode with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(settings);
        return new FunctionCode(command, all, directory);
    }

    private static List<String> command(Path java, List<String> flags, Collection<String> path, String handler) {
        List<String> command = new ArrayList<>();
        command.add(java.resolve("bin/java").toString());
        command.addAll(JVM);
        command.addAll(flags);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, path), AWSLambda.class.getName(), handler));
        return command;
    }

    /** The jars of the runtime's client, which the managed runtime brings and no function does. */
    private static List<String> runtime() {
        return Stream.of(AWSLambda.class, RequestStreamHandler.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(type -> Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString())
                .toList();
    }

    private static void unpack(Path zip, Path root) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path to = root.resolve(entry.getName()).normalize();
                if (!to.startsWith(root)) {
                    throw new IOException(entry.getName() + " is outside of the function");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING); // some are in there twice
                }
            }
        }
    }
}
