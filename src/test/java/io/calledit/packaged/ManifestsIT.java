package io.calledit.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is asked of the manifests that {@code -Pkubernetes} writes; without it there are none, and nothing is asked. */
@DisplayName("The manifests for Kubernetes")
class ManifestsIT {

    private static final Path WRITTEN = Path.of("target", "kubernetes", "kubernetes.yml");
    /** As calledit.line.shutdown-grace is by default, which the manifests leave alone. */
    private static final int SHUTDOWN_GRACE_SECONDS = 20;
    private static final int CLOSING_SECONDS = 5;

    private final Map<String, Map<String, Object>> byKind = new HashMap<>();

    @BeforeEach
    void read() throws Exception {
        assumeThat(WRITTEN).as("written by ./mvnw package -Pkubernetes").exists();
        try (InputStream in = Files.newInputStream(WRITTEN)) {
            for (Object document : new Yaml().loadAll(in)) {
                @SuppressWarnings("unchecked")
                Map<String, Object> manifest = (Map<String, Object>) document;
                byKind.put(manifest.get("kind").toString(), manifest);
            }
        }
    }

    @Test
    void nothingIsMadeThatNobodyAskedFor() {
        assertThat(byKind).containsOnlyKeys("Deployment", "Service", "ServiceAccount", "PodDisruptionBudget");
        assertThat(pod()).doesNotContainKey("initContainers").containsEntry("automountServiceAccountToken", false);
        // The extension would turn Flyway off here, and have it run by a job.
        assertThat(in(container(), "env").toString()).doesNotContain("FLYWAY");
    }

    @Test
    void thePodIsNeitherRootNorCanItBecomeAnythingElse() {
        assertThat(asMap(in(pod(), "securityContext")))
                .containsEntry("runAsNonRoot", true)
                .containsEntry("runAsUser", 10001)
                .containsEntry("fsGroup", 10001);
        assertThat(asMap(in(container(), "securityContext")))
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("privileged", false)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")))
                .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
        assertThat(in(container(), "volumeMounts").toString()).contains("mountPath=/tmp");
        assertThat(in(pod(), "volumes").toString()).contains("name=tmp", "medium=Memory");
    }

    @Test
    void eachProbeAsksItsOwnQuestion() {
        assertThat(in(container(), "startupProbe", "httpGet", "path")).isEqualTo("/q/health/started");
        assertThat(in(container(), "readinessProbe", "httpGet", "path")).isEqualTo("/q/health/ready");
        assertThat(in(container(), "livenessProbe", "httpGet", "path")).isEqualTo("/q/health/live");
        assertThat((int) in(container(), "startupProbe", "failureThreshold")).isGreaterThanOrEqualTo(30);
    }

    @Test
    void memoryIsLimitedToWhatWasAskedFor() {
        Object limit = in(container(), "resources", "limits", "memory");

        assertThat(limit).isNotNull().isEqualTo(in(container(), "resources", "requests", "memory"));
        assertThat(in(container(), "resources", "limits", "cpu")).isNotNull();
        assertThat(in(container(), "resources", "requests", "cpu")).isNotNull();
    }

    @Test
    void aPodIsKilledOnlyAfterItsDraftsHadTheirTime() {
        int before = (int) in(container(), "lifecycle", "preStop", "sleep", "seconds");
        int inAll = (int) in(pod(), "terminationGracePeriodSeconds");

        assertThat(before).isPositive();
        assertThat(inAll).isGreaterThanOrEqualTo(before + SHUTDOWN_GRACE_SECONDS + CLOSING_SECONDS);
    }

    @Test
    void anUpdateNeverLeavesFewerThanThereShouldBeNorTwoWithOneFile() {
        Map<String, Object> deployment = byKind.get("Deployment");
        // The number, or a text in per cent: Kubernetes refuses a number as text.
        assertThat(in(byKind.get("PodDisruptionBudget"), "spec", "maxUnavailable")).isEqualTo(1);
        Object strategy = in(deployment, "spec", "strategy", "type");

        if (in(container(), "env").toString().contains("value=sqlite")) {
            assertThat(strategy).isEqualTo("Recreate");
            // Where nothing is said it is one.
            assertThat(in(deployment, "spec", "replicas")).isIn(null, 1);
            assertThat(in(container(), "volumeMounts").toString()).contains("mountPath=/data");
        } else {
            assertThat(strategy).isEqualTo("RollingUpdate");
            assertThat((int) in(deployment, "spec", "replicas")).isGreaterThan(1);
            // A number would have to be one, and the extension writes it as text.
            assertThat(in(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable")).isEqualTo("0%");
            assertThat(in(deployment, "spec", "strategy", "rollingUpdate", "maxSurge")).isEqualTo("50%");
        }
    }

    @Test
    void theNextVersionIsTheSameDeployment() {
        Object chosen = in(byKind.get("Deployment"), "spec", "selector", "matchLabels");

        assertThat(chosen).isEqualTo(Map.of("app.kubernetes.io/name", "calledit"));
        assertThat(in(byKind.get("Service"), "spec", "selector")).isEqualTo(chosen);
        assertThat(in(byKind.get("PodDisruptionBudget"), "spec", "selector", "matchLabels")).isEqualTo(chosen);
        assertThat(asMap(in(byKind.get("Deployment"), "spec", "template", "metadata", "labels"))).containsAllEntriesOf(asMap(chosen));
    }

    private Map<String, Object> pod() {
        return asMap(in(byKind.get("Deployment"), "spec", "template", "spec"));
    }

    private Map<String, Object> container() {
        List<?> containers = (List<?>) in(pod(), "containers");
        assertThat(containers).hasSize(1);
        return asMap(containers.get(0));
    }

    private static Object in(Map<String, Object> map, String... path) {
        Object at = map;
        for (String name : path) {
            at = at == null ? null : asMap(at).get(name);
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object map) {
        assertThat(map).isInstanceOf(Map.class);
        return (Map<String, Object>) map;
    }
}
