package io.calledit.line;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

@QuarkusTest
class GoingAwayTest {

    @TestHTTPResource("/ws")
    URI endpoint;

    @Inject
    GoingAway goingAway;

    private final CompletableFuture<String> answered = new CompletableFuture<>();

    @Test
    void aServiceThatStopsTellsItsSocketsThatItIsGoingAway() throws Exception {
        var ear = new Ear(answered::complete);
        var socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(endpoint.toString().replaceFirst("^http", "ws")), ear)
                .get(30, SECONDS);
        socket.sendText("{\"action\":\"ping\"}", true).get(30, SECONDS);
        answered.get(30, SECONDS);

        goingAway.close(new ShutdownEvent());

        assertThat(ear.closed().get(30, SECONDS)).isEqualTo(1001);
    }
}
