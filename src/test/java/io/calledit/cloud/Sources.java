package io.calledit.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;

/** The sources of the service and of its door for Lambda, which isn't on the class path of every build. */
final class Sources {

    private static final List<Path> ROOTS = List.of(Path.of("src/main/java"), Path.of("src/lambda/java"));

    private static final Pattern PREFIX = Pattern.compile("prefix\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern NAMED = Pattern.compile("@Named\\((?:\"([^\"]+)\"|(?:\\w+\\.)?(\\w+))\\)");
    private static final Pattern CALL = Pattern.compile("\\.(\\w+)\\(");

    private Sources() {}

    /** The text of each source below a folder of the packages, such as {@code io/calledit/ledger}. */
    static Map<Path, String> below(String folder) {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Path root : ROOTS) {
            if (Files.isDirectory(root.resolve(folder))) {
                try (Stream<Path> files = Files.walk(root.resolve(folder))) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                        texts.put(file, Files.readString(file));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return texts;
    }

    /** The methods that sources call which import from a package, such as one of the AWS SDK. */
    static Set<String> callsOf(String imported, Map<Path, String> sources) {
        Set<String> calls = new TreeSet<>();
        sources.values().stream().filter(source -> source.contains("import " + imported)).forEach(source -> {
            Matcher call = CALL.matcher(source);
            while (call.find()) {
                calls.add(call.group(1));
            }
        });
        return calls;
    }

    /** The environment variable of each setting that the code maps: of {@code calledit.line.keep} it is CALLEDIT_LINE_KEEP. */
    static Set<String> settings() {
        Set<String> settings = new TreeSet<>();
        parsed("@ConfigMapping(").forEach(unit -> unit.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .forEach(mapping -> annotation(mapping.getModifiers().getAnnotations(), "ConfigMapping", PREFIX)
                        .ifPresent(prefix -> collect(mapping, prefix, settings))));
        return settings;
    }

    /** The names of the handlers that Lambda can be told to run. */
    static Set<String> handlers() {
        Set<String> handlers = new TreeSet<>();
        below("io/calledit").values().stream().filter(source -> source.contains("implements RequestHandler<")).forEach(source -> {
            Matcher named = NAMED.matcher(source);
            assertThat(named.find()).isTrue();
            Matcher constant = Pattern.compile(named.group(2) + "\\s*=\\s*\"([^\"]+)\"").matcher(source);
            handlers.add(named.group(1) != null ? named.group(1) : constant.find() ? constant.group(1) : named.group());
        });
        return handlers;
    }

    private static void collect(ClassTree mapping, String prefix, Set<String> settings) {
        Map<String, ClassTree> groups = new LinkedHashMap<>();
        mapping.getMembers().stream()
                .filter(member -> member.getKind() == Tree.Kind.INTERFACE)
                .map(ClassTree.class::cast)
                .forEach(group -> groups.put(group.getSimpleName().toString(), group));
        for (Tree member : mapping.getMembers()) {
            if (member instanceof MethodTree method) {
                String name = annotation(method.getModifiers().getAnnotations(), "WithName", NAME)
                        .orElse(method.getName().toString().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
                ClassTree group = groups.get(method.getReturnType().toString());
                if (group == null) {
                    settings.add((prefix + "." + name).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
                } else {
                    collect(group, prefix + "." + name, settings);
                }
            }
        }
    }

    private static Optional<String> annotation(List<? extends AnnotationTree> annotations, String type, Pattern value) {
        return annotations.stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(type))
                .map(annotation -> value.matcher(annotation.toString()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private static List<CompilationUnitTree> parsed(String holding) {
        List<Path> files = below("io/calledit").entrySet().stream()
                .filter(source -> source.getValue().contains(holding))
                .map(Map.Entry::getKey)
                .toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var fileManager = compiler.getStandardFileManager(null, null, null);
        JavacTask task = (JavacTask) compiler.getTask(
                null, fileManager, null, List.of("-proc:none"), null, fileManager.getJavaFileObjectsFromPaths(files));
        try {
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return units;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
