package io.calledit.line;

import java.net.URI;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Turn;
import io.quarkus.test.common.http.TestHTTPResource;

/** What the tests of the whole path share: a client at one end of the service and an emulated Bedrock at the other. */
abstract class OnTheWholePath {

    @TestHTTPResource("/ws")
    URI endpoint;

    BedrockEmulator emulator;
    WireClient client;

    private static BedrockEmulator warm;

    @BeforeEach
    void connect() throws InterruptedException {
        client = WireClient.connect(endpoint);
        // The first call of an application builds the SDK's client, which takes longer than some tests may wait.
        if (warm != emulator) {
            warm = emulator;
            emulator.next(Turn.answer().text(ModelPlans.about("Warm")).stop());
            client.makeCall("A first prediction").end();
            emulator.reset();
        }
    }

    @AfterEach
    void leave() {
        client.close();
        emulator.reset();
    }
}
