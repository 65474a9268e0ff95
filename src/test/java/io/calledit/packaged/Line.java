package io.calledit.packaged;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.calledit.line.Ear;

/** A client on the socket. */
final class Line implements AutoCloseable {

    private static final long LONGEST_WAIT_SECONDS = 120;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    Line(PackagedService service) throws Exception {
        URI address = URI.create(service.address().toString().replaceFirst("^http", "ws") + "/ws");
        socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(address, new Ear(heard::add))
                .get(LONGEST_WAIT_SECONDS, SECONDS);
    }

    void say(String message) throws Exception {
        socket.sendText(message, true).get(LONGEST_WAIT_SECONDS, SECONDS);
    }

    /** Hears what comes up to a frame of that type; no tool may fail on the way. */
    JsonNode until(String type) throws Exception {
        while (true) {
            String message = heard.poll(LONGEST_WAIT_SECONDS, SECONDS);
            if (message == null) {
                throw new IllegalStateException("There comes no " + type);
            }
            JsonNode frame = new ObjectMapper().readTree(message);
            String came = frame.get("type").asText();
            if (came.equals(type)) {
                return frame;
            }
            if (came.matches("complete|stopped|error") || frame.path("state").asText().equals("failed")) {
                throw new IllegalStateException("Instead of a " + type + " there comes " + message);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
