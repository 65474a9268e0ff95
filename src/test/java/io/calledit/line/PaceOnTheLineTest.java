package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A person who starts many runs in a minute is told when to come back, and reads on what is there. */
@QuarkusTest
@TestProfile(PaceOnTheLineTest.Slow.class)
class PaceOnTheLineTest {

    @TestHTTPResource("/ws")
    URI endpoint;

    /** A pace that a test can exceed. */
    public static final class Slow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("calledit.line.runs-per-minute", "2");
        }
    }

    @Test
    void theThirdRunOfTwoAMinuteIsRefusedOnAnyConnectionAndAnAttachIsNot() throws Exception {
        UUID request = UUID.randomUUID();
        try (WireClient client = WireClient.connect(endpoint); WireClient second = WireClient.connect(endpoint)) {
            client.makeCall("It will rain in Paris tomorrow", request).end();
            client.makeCall("It will snow in Oslo tomorrow").end();

            second.send(WireClient.makeCallMessage("Bitcoin doubles by 2030"));

            JsonNode refused = second.answer();
            assertThat(refused.get("code").asText()).isEqualTo("rate_limited");
            assertThat(refused.get("retryable").asBoolean()).isTrue();
            assertThat(refused.get("retryAfterMs").asInt()).isBetween(1, 30_000);
            assertThat(refused.get("message").asText()).matches(".* Try again in \\d+ s\\.");
            assertThat(second.makeCall("It will rain in Paris tomorrow", request).end().get("type").asText())
                    .isEqualTo("complete");
            second.pingPong();
        }
    }
}
