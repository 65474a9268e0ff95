package io.calledit.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What is asked of the images and of the compose file, as far as reading them tells. */
@DisplayName("The images and the compose file")
class ImagesTest {

    private static final Path FOLDER = Path.of("docker");
    private static final Path COMPOSE = FOLDER.resolve("compose.yaml");
    /** Long enough for the drafts' grace, and for the sockets to close. */
    private static final Duration SHORTEST_STOP = Duration.ofSeconds(25);
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:[a-z]*-?v?\\d[\\w.-]*");
    private static final Pattern SECRET = Pattern.compile("(?i)(secret|password|passwd|token|api_?key|access_?key)");
    private static final Set<String> NO_SECRETS = Set.of("local", "true", "false");

    /** An instruction of a Dockerfile, its continued lines joined. */
    private record Instruction(String word, String arguments) {}

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theServiceIsNotRootButANumberThatKubernetesCanCheck(Path dockerfile) throws IOException {
        assertThat(last(dockerfile, "USER")).matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theServiceOwnsNothingButTheFolderOfItsLedger(Path dockerfile) throws IOException {
        String user = last(dockerfile, "USER");

        assertThat(runtime(dockerfile)).filteredOn(instruction -> instruction.arguments().contains("--chown=" + user))
                .singleElement()
                .satisfies(owned -> assertThat(owned.arguments()).endsWith(" /data"));
        assertThat(last(dockerfile, "VOLUME")).isEqualTo("/data");
        assertThat(runtime(dockerfile)).contains(new Instruction("ENV", "CALLEDIT_LEDGER_DATA_DIR=/data"));
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void everyBaseHasAVersion(Path dockerfile) throws IOException {
        List<String> bases = instructions(dockerfile).stream()
                .filter(instruction -> instruction.word().equals("FROM"))
                .map(instruction -> instruction.arguments().split(" ")[0])
                .toList();

        assertThat(bases).hasSizeGreaterThan(1).allMatch(base -> PINNED.matcher(base).matches());
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theImageKnowsWhetherItsServiceIsReadyAndGetsTheSignalToStopItself(Path dockerfile) throws IOException {
        assertThat(last(dockerfile, "HEALTHCHECK")).endsWith("CMD [\"/usr/local/bin/ready\"]");
        // Not through a shell, which wouldn't pass the signal on.
        assertThat(last(dockerfile, "ENTRYPOINT")).startsWith("[\"/app/");
        assertThat(last(dockerfile, "STOPSIGNAL")).isEqualTo("SIGTERM");
        assertThat(FOLDER.resolve("ready")).isExecutable();
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatIsCopiedIsLetThroughToTheBuild(Path dockerfile) throws IOException {
        List<String> through = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        List<String> copied = instructions(dockerfile).stream()
                .filter(instruction -> instruction.word().equals("COPY") && !instruction.arguments().contains("--from="))
                .map(instruction -> instruction.arguments().replaceAll("--\\S+ ", ""))
                .flatMap(names -> Stream.of(names.substring(0, names.lastIndexOf(' ')).split(" ")))
                .toList();

        assertThat(copied).isNotEmpty().allSatisfy(name -> {
            assertThat(Path.of(name)).exists();
            assertThat(through).anyMatch(open -> name.startsWith(open) || open.startsWith(name + "/"));
        });
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void noSecretIsPutIntoTheImage(Path dockerfile) throws IOException {
        assertThat(instructions(dockerfile))
                .filteredOn(instruction -> Set.of("ENV", "ARG", "LABEL").contains(instruction.word()))
                .noneMatch(instruction -> SECRET.matcher(instruction.arguments()).find());
    }

    @Test
    void theCacheIsTrainedWithTheFlagsThatItIsUsedWith() throws IOException {
        Path dockerfile = FOLDER.resolve("Dockerfile.jvm");
        String training = instructions(dockerfile).stream()
                .filter(instruction -> instruction.word().equals("RUN") && instruction.arguments().contains("-XX:AOTCacheOutput="))
                .map(Instruction::arguments)
                .findFirst()
                .orElseThrow();
        Matcher trained = Pattern.compile("/app/jre/bin/java (.*?) &&").matcher(training);
        assertThat(trained.find()).isTrue();

        String used = last(dockerfile, "ENTRYPOINT").replaceAll("[\\[\\]\",]", "").replace("-XX:AOTCache=", "-XX:AOTCacheOutput=");

        assertThat(used).isEqualTo("/app/jre/bin/java " + trained.group(1));
    }

    @Test
    void everyContainerIsLocked() throws IOException {
        assertThat(services()).isNotEmpty().allSatisfy((name, service) -> {
            assertThat(service.get("read_only")).isEqualTo(true);
            assertThat(service.get("cap_drop")).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service).doesNotContainKeys("privileged", "user", "cap_add");
        });
    }

    @Test
    void everyPortIsThisMachinesAlone() throws IOException {
        List<Object> ports = new ArrayList<>();
        services().values().forEach(service -> ports.addAll((List<?>) service.getOrDefault("ports", List.of())));

        assertThat(ports).hasSize(3).allMatch(port -> port.toString().startsWith("127.0.0.1:"));
    }

    @Test
    void everyImageHasAVersionOrIsOurs() throws IOException {
        assertThat(services()).allSatisfy((name, service) -> assertThat(service.get("image").toString())
                .satisfiesAnyOf(
                        image -> assertThat(image).isEqualTo("calledit:${TAG:-local}"),
                        image -> assertThat(image).matches(PINNED)));
    }

    @Test
    void whatIsWaitedForSaysWhenItIsThere() throws IOException {
        Map<String, Map<String, Object>> services = services();

        services.forEach((name, service) -> conditions(service).forEach((other, condition) -> {
            assertThat(services).containsKey(other);
            boolean ends = condition.equals("service_completed_successfully");
            assertThat(ends || condition.equals("service_healthy")).as("%s waits for %s to be %s", name, other, condition).isTrue();
            Object check = services.get(other).get("healthcheck");
            boolean ours = services.get(other).get("image").toString().startsWith("calledit:");
            boolean disabled = check instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("disable"));
            assertThat(disabled).as("%s has no check", other).isEqualTo(ends);
            assertThat(ours || check != null).as("%s has a check", other).isTrue();
        }));
        assertThat(conditions(services.get("calledit")).keySet()).containsExactlyInAnyOrder("table", "key");
    }

    @Test
    void theServiceIsGivenTheTimeToBringItsDraftsToAnEnd() throws IOException {
        String grace = services().get("calledit").get("stop_grace_period").toString();

        assertThat(Duration.parse("PT" + grace)).isGreaterThanOrEqualTo(SHORTEST_STOP);
    }

    @Test
    void theServiceAndPrometheusReadTheKeyWhereItIsWritten() throws IOException {
        Map<String, Map<String, Object>> services = services();
        String written = services.get("key").get("command").toString();

        assertThat(services.get("key").get("volumes")).isEqualTo(List.of("key:/data"));
        assertThat(services.get("prometheus").get("volumes")).asInstanceOf(InstanceOfAssertFactories.LIST).contains("key:/run/secrets:ro");
        assertThat(Files.readString(FOLDER.resolve("prometheus.yml"))).contains("credentials_file: /run/secrets/calledit_metrics_key");
        assertThat(written).contains("> /data/calledit_metrics_key");
        assertThat(services.get("calledit").get("volumes")).isEqualTo(List.of("key:/run/key:ro"));
        assertThat((Map<?, ?>) services.get("calledit").get("environment")).extracting("QUARKUS_CONFIG_LOCATIONS")
                .isEqualTo("/run/key/key.properties");
        assertThat(written).contains("> /data/key.properties").contains("calledit.sight.metrics-key=%s");
    }

    @Test
    void whatIsMountedIsThereAndGrafanaLooksThere() throws IOException {
        List<String> mounts = new ArrayList<>();
        services().values().forEach(service -> ((List<?>) service.getOrDefault("volumes", List.of()))
                .forEach(mount -> mounts.add(mount.toString())));

        assertThat(mounts).filteredOn(mount -> mount.startsWith("."))
                .isNotEmpty()
                .allSatisfy(mount -> assertThat(FOLDER.resolve(mount.split(":")[0])).exists());
        assertThat(mounts).contains("./grafana/dashboards:/etc/grafana/dashboards:ro");
        assertThat(Files.readString(FOLDER.resolve("grafana/provisioning/dashboards/calledit.yml")))
                .contains("path: /etc/grafana/dashboards");
    }

    @Test
    void noSecretIsInTheComposeFile() throws IOException {
        services().values().forEach(service -> ((Map<?, ?>) service.getOrDefault("environment", Map.of()))
                .forEach((key, value) -> {
                    if (SECRET.matcher(key.toString()).find()) {
                        assertThat(value.toString()).as(key.toString()).isIn(NO_SECRETS);
                    }
                }));
    }

    private static Stream<Path> dockerfiles() {
        return Stream.of(FOLDER.resolve("Dockerfile.jvm"), FOLDER.resolve("Dockerfile.native"));
    }

    private static String last(Path dockerfile, String word) throws IOException {
        return runtime(dockerfile).stream()
                .filter(instruction -> instruction.word().equals(word))
                .map(Instruction::arguments)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(dockerfile + " has no " + word + " in its last stage"));
    }

    /** The instructions of the last stage. */
    private static List<Instruction> runtime(Path dockerfile) throws IOException {
        List<Instruction> all = instructions(dockerfile);
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            from = all.get(i).word().equals("FROM") ? i : from;
        }
        return all.subList(from, all.size());
    }

    private static List<Instruction> instructions(Path dockerfile) throws IOException {
        String text = Files.readString(dockerfile).replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R\\s*", "");
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" ", 2))
                .map(parts -> new Instruction(parts[0], parts[1].strip()))
                .toList();
    }

    private static Map<String, String> conditions(Map<String, Object> service) {
        Map<String, String> conditions = new TreeMap<>();
        ((Map<?, ?>) service.getOrDefault("depends_on", Map.of()))
                .forEach((other, how) -> conditions.put(other.toString(), ((Map<?, ?>) how).get("condition").toString()));
        return conditions;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        try (InputStream in = Files.newInputStream(COMPOSE)) {
            Map<String, Object> compose = new Yaml().load(in);
            return (Map<String, Map<String, Object>>) compose.get("services");
        }
    }
}
