package io.calledit.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** What a native image would be made of: the jars, and all that they and Quarkus say about reflection and resources. */
final class Image implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIGURATION = "META-INF/native-image/";
    private static final Pattern LATE = Pattern.compile("--initialize-at-run-time=(\\S+)");
    private static final Pattern EXCLUDED = Pattern.compile("--exclude-config\\s+(\\S+)\\s+(\\S+)");

    private final Path application;
    private final List<JarFile> jars = new ArrayList<>();
    private final Map<String, Type> types = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();
    private final List<Pattern> leftOut = new ArrayList<>();
    private final Set<String> proxies = new HashSet<>();
    private final Set<String> late = new HashSet<>();

    /** What is registered of a class. */
    private static final class Type {
        final Set<String> flags = new HashSet<>();
        final Set<String> members = new HashSet<>();
    }

    /** @param folder as {@code quarkus.native.sources-only} leaves it */
    Image(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            application = files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
        }
        jars.add(new JarFile(application.toFile()));
        try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
            for (Path file : files.sorted().toList()) {
                jars.add(new JarFile(file.toFile()));
            }
        }
        String arguments = Files.readString(folder.resolve("native-image.args"));
        for (JarFile jar : jars) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(CONFIGURATION) && !excluded(arguments, jar, entry)) {
                    read(jar, entry);
                }
            }
        }
        new ClassReader(bytes("io/quarkus/runner/Feature.class").orElseThrow()).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return name.equals("beforeAnalysis") ? new NamesOfLateClasses() : null;
            }
        }, 0);
    }

    /** Can be started on a JVM, too. */
    Path application() {
        return application;
    }

    private static boolean excluded(String arguments, JarFile jar, JarEntry entry) {
        for (Matcher excluded = EXCLUDED.matcher(arguments); excluded.find(); ) {
            if (Pattern.compile(excluded.group(1)).matcher(jar.getName()).find()
                    && Pattern.compile(excluded.group(2)).matcher("/" + entry.getName()).find()) {
                return true;
            }
        }
        return false;
    }

    private void read(JarFile jar, JarEntry entry) throws IOException {
        String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        try (InputStream in = jar.getInputStream(entry)) {
            switch (file) {
                case "reflect-config.json" -> JSON.readTree(in).forEach(this::type);
                case "resource-config.json" -> {
                    JsonNode all = JSON.readTree(in).path("resources");
                    (all.isArray() ? all : all.path("includes"))
                            .forEach(each -> resources.add(Pattern.compile(each.path("pattern").asText())));
                    all.path("excludes").forEach(each -> leftOut.add(Pattern.compile(each.path("pattern").asText())));
                }
                case "proxy-config.json" -> JSON.readTree(in).forEach(each -> {
                    List<String> names = new ArrayList<>();
                    (each.isArray() ? each : each.path("interfaces")).forEach(name -> names.add(name.asText()));
                    proxies.add(String.join(",", names));
                });
                case "native-image.properties" -> {
                    Properties properties = new Properties();
                    properties.load(in);
                    Matcher matcher = LATE.matcher(properties.getProperty("Args", ""));
                    while (matcher.find()) {
                        late.addAll(List.of(matcher.group(1).split(",")));
                    }
                }
                case "reachability-metadata.json" ->
                        throw new IOException(jar.getName() + " registers in a form that isn't read here yet");
                default -> { }
            }
        }
    }

    private void type(JsonNode registered) {
        Type type = types.computeIfAbsent(registered.get("name").asText(), name -> new Type());
        registered.fields().forEachRemaining(field -> {
            switch (field.getKey()) {
                case "methods", "queriedMethods" -> field.getValue().forEach(method -> {
                    List<String> parameters = new ArrayList<>();
                    method.path("parameterTypes").forEach(parameter -> parameters.add(binary(parameter.asText())));
                    type.members.add(method.get("name").asText() + "(" + String.join(",", parameters) + ")");
                });
                case "fields" -> field.getValue().forEach(each -> type.members.add(each.get("name").asText()));
                default -> {
                    if (field.getValue().asBoolean()) {
                        type.flags.add(field.getKey());
                    }
                }
            }
        });
    }

    /** As the configuration writes {@code float[]}, a class calls itself {@code [F}. */
    private static String binary(String parameter) {
        if (!parameter.endsWith("[]")) {
            return parameter;
        }
        String element = parameter.substring(0, parameter.length() - 2);
        return switch (element) {
            case "boolean" -> "[Z";
            case "byte" -> "[B";
            case "char" -> "[C";
            case "short" -> "[S";
            case "int" -> "[I";
            case "long" -> "[J";
            case "float" -> "[F";
            case "double" -> "[D";
            default -> element.startsWith("[") || element.endsWith("[]") ? "[" + binary(element) : "[L" + element + ";";
        };
    }

    /** Whether the image has what was touched. */
    boolean has(Touch touch) {
        if (touch.done().equals("resource")) {
            return matches(resources, touch.to()) && !matches(leftOut, touch.to());
        }
        if (touch.done().equals("proxy")) {
            return proxies.contains(touch.to());
        }
        Type type = types.get(touch.type());
        if (type == null) {
            return false;
        }
        String member = touch.to().substring(touch.to().indexOf('#') + 1);
        return switch (touch.done().replaceFirst("^use of ", "")) {
            case "class", "load" -> true;
            case "constructor" -> any(type, "Constructors") || type.members.contains(member);
            case "method" -> any(type, "Methods") || type.members.contains(member);
            case "field" -> any(type, "Fields") || type.members.contains(member);
            case "constructors" -> any(type, "Constructors");
            case "methods" -> any(type, "Methods");
            case "fields" -> any(type, "Fields");
            default -> false;
        };
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static boolean any(Type type, String kind) {
        return Stream.of("allDeclared", "allPublic", "queryAllDeclared", "queryAllPublic")
                .anyMatch(which -> type.flags.contains(which + kind));
    }

    /** Whether one of the classes is initialised when the image is made, as all of the application's are but for some. */
    boolean early(List<String> initializing) {
        return initializing.stream().anyMatch(type -> !late(type) && !Touch.ofTheJdk(type));
    }

    private boolean late(String type) {
        for (String name = type; ; name = name.substring(0, name.lastIndexOf('.'))) {
            if (late.contains(name)) {
                return true;
            }
            if (name.indexOf('.') < 0) {
                return false;
            }
        }
    }

    /** What a class or resource of the application consists of. */
    Optional<byte[]> bytes(String name) throws IOException {
        for (JarFile jar : jars) {
            JarEntry entry = jar.getJarEntry(name);
            if (entry != null) {
                try (InputStream in = jar.getInputStream(entry)) {
                    return Optional.of(in.readAllBytes());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : jars) {
            jar.close();
        }
    }

    /** Quarkus writes the names into code that hands them to native-image. */
    private final class NamesOfLateClasses extends MethodVisitor {

        private final Set<String> names = new HashSet<>();

        NamesOfLateClasses() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof String name) {
                names.add(name);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("initializeAtRunTime")) {
                late.addAll(names);
            }
        }
    }
}
