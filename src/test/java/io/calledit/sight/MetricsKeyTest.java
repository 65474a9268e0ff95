package io.calledit.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(MetricsKeyTest.WithKey.class)
class MetricsKeyTest {

    /** A service whose figures are shown to a collector elsewhere, and aren't where they are by default. */
    public static final class WithKey implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "calledit.sight.metrics-key", "open-sesame",
                    "quarkus.http.non-application-root-path", "inside",
                    "quarkus.micrometer.export.prometheus.path", "figures/all");
        }
    }

    @TestHTTPResource("/inside/figures/all")
    URI figures;

    @Test
    void whoHasTheKeySeesTheFiguresThroughAProxyTooAndWhoHasNotDoesNotEvenFromHere() throws Exception {
        assertThat(status("Authorization", "Bearer open-sesame")).isEqualTo(200);
        assertThat(status("Authorization", "Bearer open-sesame", "X-Forwarded-For", "203.0.113.7")).isEqualTo(200);
        assertThat(status("Authorization", "Bearer open-sesam")).isEqualTo(404);
        assertThat(status("Accept", "*/*")).isEqualTo(404);
    }

    private int status(String... headers) throws Exception {
        var request = HttpRequest.newBuilder(figures).timeout(Duration.ofSeconds(10)).headers(headers).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }
}
