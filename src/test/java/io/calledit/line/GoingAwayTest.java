package io.calledit.line;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Test
    void aServiceThatStopsTellsItsSocketsThatItIsGoingAway() throws Exception {
        var socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(endpoint.toString().replaceFirst("^http", "ws")), new Ear())
                .get(10, SECONDS);
        socket.sendText("{\"action\":\"ping\"}", true).get(10, SECONDS);
        answered.get(10, SECONDS);

        goingAway.close(new ShutdownEvent());

        assertThat(closed.get(10, SECONDS)).isEqualTo(1001);
    }

    private final class Ear implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            answered.complete(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return null;
        }
    }
}
