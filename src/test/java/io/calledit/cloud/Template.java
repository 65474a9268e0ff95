package io.calledit.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** {@code template.yaml}, with each short form, such as {@code !Ref X}, as the map that it stands for: {@code {Ref: X}}. */
record Template(Map<String, Object> root) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    static Template read() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        // CloudFormation doesn't know aliases.
        options.setMaxAliasesForCollections(0);
        try {
            return new Template(new Yaml(new WithShortForms(options)).load(Files.readString(Path.of("template.yaml"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Object> section(String name) {
        return map(root.get(name));
    }

    /** The properties of all resources of a type, by their names. */
    Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        section("Resources").forEach((name, resource) -> {
            if (map(resource).get("Type").equals(type)) {
                found.put(name, map(map(resource).getOrDefault("Properties", Map.of())));
            }
        });
        return found;
    }

    Map<String, Object> resource(String name) {
        return map(section("Resources").get(name));
    }

    Map<String, Object> properties(String name) {
        return map(resource(name).get("Properties"));
    }

    /** What the functions have in common. */
    Map<String, Object> everyFunction() {
        return map(section("Globals").get("Function"));
    }

    Map<String, Object> environment(String function) {
        Map<String, Object> all = new LinkedHashMap<>(map(map(everyFunction().get("Environment")).get("Variables")));
        all.putAll(map(map(properties(function).getOrDefault("Environment", Map.of())).getOrDefault("Variables", Map.of())));
        return all;
    }

    /** The statements of a role's policies; of one that depends on a condition, the one where it is so. */
    List<Map<String, Object>> statements(String role) {
        List<Map<String, Object>> statements = new ArrayList<>();
        for (Object policy : list(properties(role).get("Policies"))) {
            for (Object statement : list(map(map(policy).get("PolicyDocument")).get("Statement"))) {
                statements.add(map(map(statement).containsKey("Fn::If") ? list(map(statement).get("Fn::If")).get(1) : statement));
            }
        }
        return statements;
    }

    /** Tells of everything that is named: a resource, a parameter, or one of AWS's own names; with the attribute asked of it, or null. */
    void names(BiConsumer<String, String> each) {
        names(root, each);
    }

    private static void names(Object node, BiConsumer<String, String> each) {
        if (node instanceof List<?> list) {
            list.forEach(item -> names(item, each));
        } else if (node instanceof Map<?, ?> map) {
            if (map.get("Ref") instanceof String name) {
                each.accept(name, null);
            } else if (map.get("Fn::GetAtt") instanceof String name) {
                each.accept(name.substring(0, name.indexOf('.')), name.substring(name.indexOf('.') + 1));
            } else if (map.containsKey("Fn::Sub")) {
                Object sub = map.get("Fn::Sub");
                String text = sub instanceof List<?> list ? (String) list.get(0) : (String) sub;
                Map<String, Object> own = sub instanceof List<?> list ? map(list.get(1)) : Map.of();
                Matcher variable = VARIABLE.matcher(text);
                while (variable.find()) {
                    String[] parts = variable.group(1).split("\\.", 2);
                    if (!own.containsKey(parts[0])) {
                        each.accept(parts[0], parts.length == 1 ? null : parts[1]);
                    }
                }
                own.values().forEach(value -> names(value, each));
            } else {
                map.values().forEach(value -> names(value, each));
            }
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object node) {
        return node instanceof List<?> ? (List<Object>) node : List.of(node);
    }

    /** The text of a scalar or of its {@code !Sub}. */
    static String text(Object node) {
        return node instanceof Map<?, ?> map ? String.valueOf(map.values().iterator().next()) : String.valueOf(node);
    }

    private static final class WithShortForms extends SafeConstructor {

        WithShortForms(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String tag = node.getTag().getValue().substring(1);
                    String name = tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
                    return Map.of(name, content(node));
                }
            });
        }

        private Object content(Node node) {
            if (node instanceof ScalarNode scalar) {
                return constructScalar(scalar);
            }
            return node instanceof SequenceNode sequence ? constructSequence(sequence) : constructMapping((MappingNode) node);
        }
    }
}
