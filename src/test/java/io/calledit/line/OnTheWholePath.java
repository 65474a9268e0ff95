package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Turn;
import io.quarkus.test.common.http.TestHTTPResource;

/** What the tests of the whole path share: a client at one end of the service and an emulated Bedrock at the other. */
public abstract class OnTheWholePath {

    @TestHTTPResource("/ws")
    protected URI endpoint;

    protected BedrockEmulator emulator;
    protected WireClient client;

    private static BedrockEmulator warm;

    @BeforeEach
    void connect() throws InterruptedException {
        client = WireClient.connect(endpoint);
        if (warm != emulator) {
            warmUp();
            warm = emulator;
        }
    }

    /** The first call of an application builds the SDK's client, for which a busy machine may need longer than a test waits. */
    private void warmUp() throws InterruptedException {
        emulator.otherwise(exchange -> Turn.answer().text(ModelPlans.about("Warm")).stop());
        String last;
        int tries = 0;
        do {
            last = client.makeCall("A first prediction").end().get("type").asText();
        } while (!last.equals("complete") && ++tries < 10);
        assertThat(last).isEqualTo("complete");
        emulator.reset();
    }

    @AfterEach
    void leave() {
        client.close();
        emulator.reset();
    }
}
