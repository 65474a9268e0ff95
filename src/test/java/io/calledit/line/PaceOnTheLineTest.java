package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
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
        String asked = WireClient.makeCallMessage("It will rain in Paris tomorrow", UUID.randomUUID());
        try (RawClient client = RawClient.connect(endpoint); RawClient second = RawClient.connect(endpoint)) {
            client.write(RawClient.text(asked));
            assertThat(next(client).get("status").asText()).isEqualTo("processing");
            try (RawClient third = RawClient.connect(endpoint)) {
                third.write(RawClient.text(WireClient.makeCallMessage("It will snow in Oslo tomorrow")));
                assertThat(next(third).get("status").asText()).isEqualTo("processing");
            }

            second.write(RawClient.text(WireClient.makeCallMessage("Bitcoin doubles by 2030")));

            JsonNode refused = ending(second);
            assertThat(refused.get("code").asText()).isEqualTo("rate_limited");
            assertThat(refused.get("retryable").asBoolean()).isTrue();
            assertThat(refused.get("retryAfterMs").asInt()).isBetween(1, 30_000);
            assertThat(refused.get("message").asText()).endsWith(" Try again in a moment.").doesNotContainPattern("\\d");
            second.write(RawClient.text(asked));
            assertThat(ending(second).get("type").asText()).isEqualTo("complete");
        }
    }

    /** The next frame that ends a run, or answers a message. */
    private static JsonNode ending(RawClient client) throws IOException {
        JsonNode frame = next(client);
        while (!List.of("complete", "error", "stopped").contains(frame.get("type").asText())) {
            frame = next(client);
        }
        return frame;
    }

    private static JsonNode next(RawClient client) throws IOException {
        RawClient.Incoming frame = client.read().orElseThrow();
        while (frame.opcode() != RawClient.TEXT) {
            frame = client.read().orElseThrow();
        }
        return WireClient.JSON.readTree(frame.text());
    }
}
