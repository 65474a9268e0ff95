package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Gate;
import io.calledit.line.wire.Wires;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Who asks for more than there is, is told so in words, costs little, and is in nobody else's way. */
@QuarkusTest
@TestProfile(LimitsTest.Small.class)
@WithTestResource(BedrockEmulatorResource.class)
class LimitsTest extends OnTheWholePath {

    private static final int WAITING = 16;
    private static final int PER_ADDRESS = 4;
    private static final int ON_NODE = 3;
    private static final String PING = "{\"action\":\"ping\"}";

    @Inject
    Wires wires;

    /** Limits that a test can reach. */
    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "calledit.connection.per-address", "" + PER_ADDRESS,
                    "calledit.connection.messages-waiting", "" + WAITING,
                    "calledit.connection.silence", "3s",
                    "calledit.connection.ping-interval", "1s",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "calledit.line.runs-per-connection", "2",
                    "calledit.line.runs-on-node", "" + ON_NODE);
        }
    }

    @Test
    void aNodeThatIsBusyRefusesARunAndTakesItWhenOneHasEnded() throws Exception {
        emulator.otherwise(exchange -> answer().gate(new Gate()).text("never said").stop());
        try (WireClient other = WireClient.connect(endpoint)) {
            WireRun first = client.makeCall("Bitcoin doubles");
            WireRun second = client.makeCall("Gold doubles");
            WireRun third = other.makeCall("It will rain");

            other.send(WireClient.makeCallMessage("It will snow"));

            JsonNode refused = other.answer();
            assertThat(refused.get("code").asText()).isEqualTo("server_busy");
            assertThat(refused.get("retryable").asBoolean()).isTrue();
            assertThat(refused.get("retryAfterMs").asInt()).isPositive();
            client.stop(first);
            first.end();
            WireRun fourth = other.makeCall("It will snow");
            for (WireRun run : List.of(second, third, fourth)) {
                client.stop(run);
                run.end();
            }
        }
    }

    @Test
    void aConnectionTooManyIsToldSoAndClosedAndOneMoreIsTakenWhenAnotherHasGone() throws Exception {
        List<WireClient> others = new ArrayList<>();
        try {
            while (others.size() < PER_ADDRESS - 1) {
                others.add(WireClient.connect(endpoint));
                others.get(others.size() - 1).pingPong();
            }
            try (RawClient extra = RawClient.connect(endpoint)) {
                JsonNode refused = WireClient.JSON.readTree(extra.read().orElseThrow().text());
                assertThat(refused.get("code").asText()).isEqualTo("too_many_connections");
                assertThat(refused.get("retryAfterMs").asInt()).isPositive();
                RawClient.Incoming closing = extra.read().orElseThrow();
                assertThat(closing.opcode()).isEqualTo(RawClient.CLOSE);
                assertThat(closing.status()).isEqualTo(1013);
                assertThat(extra.read()).isEmpty();
            }
            client.pingPong();
            others.remove(0).close();
            awaitOpen(PER_ADDRESS - 1);
            try (WireClient another = WireClient.connect(endpoint)) {
                another.pingPong();
            }
        } finally {
            others.forEach(WireClient::close);
        }
    }

    @Test
    void connectionsThatComeThroughAProxyCountForTheAddressThatItNames() throws Exception {
        List<RawClient> crowd = new ArrayList<>();
        try {
            while (crowd.size() < PER_ADDRESS) {
                crowd.add(RawClient.connectFrom("203.0.113.7", endpoint));
                crowd.get(crowd.size() - 1).write(RawClient.text(PING));
                assertThat(nextText(crowd.get(crowd.size() - 1))).isEqualTo("{\"type\":\"pong\"}");
            }
            try (RawClient extra = RawClient.connectFrom("203.0.113.7", endpoint);
                    RawClient neighbour = RawClient.connectFrom("203.0.113.8", endpoint)) {
                assertThat(nextText(extra)).contains("too_many_connections");
                neighbour.write(RawClient.text(PING));
                assertThat(nextText(neighbour)).isEqualTo("{\"type\":\"pong\"}");
            }
        } finally {
            for (RawClient one : crowd) {
                one.close();
            }
        }
    }

    @Test
    void aFloodOfMessagesWhoseAnswersNobodyReadsIsCutOff() throws Exception {
        byte[] flood = many(PING, 100_000);
        try (RawClient flooder = RawClient.connect(endpoint)) {
            try {
                flooder.write(flood);
            } catch (IOException closed) {
                // in the middle of it, which is as good
            }
            Heard heard = hear(flooder);

            assertThat(heard.codes()).isNotEmpty().containsOnly("too_many_messages");
            assertThat(heard.codes()).hasSizeLessThanOrEqualTo(heard.pongs() + WAITING);
            assertThat(heard.pongs()).isLessThan(1_000);
            assertThat(heard.closedWith()).isIn(List.of(), List.of(1008));
        }
        client.pingPong();
    }

    @Test
    void aFewMessagesTooManyAreRefusedOneByOneAndTheSocketLivesOn() throws Exception {
        try (RawClient hasty = RawClient.connect(endpoint)) {
            hasty.write(many(PING, 2 * WAITING));
            int answers = 0;
            int refused = 0;
            while (answers < 2 * WAITING) {
                RawClient.Incoming frame = hasty.read().orElseThrow();
                if (frame.opcode() == RawClient.TEXT) {
                    answers++;
                    refused += frame.text().contains("too_many_messages") ? 1 : 0;
                }
            }
            assertThat(refused).isLessThanOrEqualTo(WAITING);

            hasty.write(RawClient.text(PING));
            assertThat(nextText(hasty)).isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @Test
    void aFrameBeyondAllMeasureIsAnsweredInWordsBeforeTheSocketIsClosed() throws Exception {
        try (RawClient boaster = RawClient.connect(endpoint)) {
            boaster.write(RawClient.frame(RawClient.TEXT, true, new byte[(256 << 10) + 1]));

            assertThat(boaster.read().orElseThrow().text()).contains("\"bad_message\"", "too large");
            RawClient.Incoming closing = boaster.read().orElseThrow();
            assertThat(closing.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(closing.status()).isEqualTo(1009);
        }
        client.pingPong();
    }

    @Test
    void aMessageInPartsThatGetsTooLargeIsRefusedOnceAndTheNextOneIsRead() throws Exception {
        try (RawClient wordy = RawClient.connect(endpoint)) {
            wordy.write(RawClient.frame(RawClient.TEXT, false, new byte[0]));
            for (int i = 0; i < 100; i++) {
                wordy.write(RawClient.frame(0, i == 99, "x".repeat(1_000).getBytes(StandardCharsets.UTF_8)));
            }
            wordy.write(RawClient.text(PING));

            assertThat(nextText(wordy)).contains("\"bad_message\"", "too large");
            assertThat(nextText(wordy)).isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @Test
    void aMessageInPartsWithoutAnEndIsRefusedOnceAndTheSocketClosed() throws Exception {
        byte[] part = RawClient.frame(0, false, "x".repeat(1_000).getBytes(StandardCharsets.UTF_8));
        try (RawClient endless = RawClient.connect(endpoint)) {
            endless.write(RawClient.frame(RawClient.TEXT, false, new byte[0]));
            try {
                for (int i = 0; i < 400; i++) {
                    endless.write(part);
                }
            } catch (IOException closed) {
                // in the middle of it, which is as good
            }

            assertThat(nextText(endless)).contains("\"bad_message\"", "too large");
            RawClient.Incoming closing = endless.read().orElseThrow();
            assertThat(closing.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(closing.status()).isEqualTo(1009);
            assertThat(endless.read()).isEmpty();
        }
        client.pingPong();
    }

    @Test
    void aMessageInPartsIsReadWhole() throws Exception {
        try (RawClient slow = RawClient.connect(endpoint)) {
            slow.write(RawClient.frame(RawClient.TEXT, false, new byte[0]));
            slow.write(RawClient.frame(0, false, "{\"action\":".getBytes(StandardCharsets.UTF_8)));
            slow.write(RawClient.frame(RawClient.PING, true, new byte[] {7}));
            slow.write(RawClient.frame(0, true, "\"ping\"}".getBytes(StandardCharsets.UTF_8)));

            RawClient.Incoming pong = slow.read().orElseThrow();
            assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
            assertThat(pong.payload()).containsExactly(7);
            assertThat(nextText(slow)).isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @Test
    void aClientThatAnswersNoPingIsGivenUpAndOneThatDoesIsNot() throws Exception {
        client.pingPong();
        try (RawClient mute = RawClient.connect(endpoint)) {
            long since = System.nanoTime();
            List<Integer> opcodes = new ArrayList<>();
            for (var frame = mute.read(); frame.isPresent(); frame = mute.read()) {
                opcodes.add(frame.get().opcode());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - since);

            assertThat(opcodes).containsExactly(RawClient.PING, RawClient.PING, RawClient.CLOSE);
            assertThat(took).isBetween(Duration.ofMillis(2_600), Duration.ofSeconds(25));
        }
        client.pingPong(); // its library has answered the pings meanwhile
    }

    @Test
    void aRunWhoseReaderIsGivenUpHasAReaderLess() throws Exception {
        emulator.next(answer().text("{").gate(new Gate()).text("never said").stop());
        try (RawClient mute = RawClient.connect(endpoint)) {
            mute.write(RawClient.text(WireClient.makeCallMessage("Bitcoin doubles")));
            String runId = WireClient.JSON.readTree(nextText(mute)).get("runId").asText();
            while (mute.read().isPresent()) {
                // until it is given up
            }
            WireRun run = client.resume(runId, 0);
            client.stop(run);
            assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        }
        awaitOpen(1);
    }

    /** What a client was told: how many pongs, which errors, and with which status it was closed, if it heard of it. */
    private record Heard(int pongs, List<String> codes, List<Integer> closedWith) {}

    private static Heard hear(RawClient from) throws IOException {
        int pongs = 0;
        List<String> codes = new ArrayList<>();
        List<Integer> closedWith = new ArrayList<>();
        for (var frame = from.read(); frame.isPresent(); frame = from.read()) {
            if (frame.get().opcode() == RawClient.CLOSE) {
                closedWith.add(frame.get().status());
            } else if (frame.get().text().equals("{\"type\":\"pong\"}")) {
                pongs++;
            } else if (frame.get().opcode() == RawClient.TEXT) {
                codes.add(WireClient.JSON.readTree(frame.get().text()).get("code").asText());
            }
        }
        return new Heard(pongs, codes, closedWith);
    }

    private static String nextText(RawClient from) throws IOException {
        RawClient.Incoming frame = from.read().orElseThrow();
        while (frame.opcode() != RawClient.TEXT) {
            frame = from.read().orElseThrow();
        }
        return frame.text();
    }

    private static byte[] many(String message, int times) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.write(RawClient.text(message));
        }
        return all.toByteArray();
    }

    private void awaitOpen(int connections) {
        long until = System.nanoTime() + SECONDS.toNanos(30);
        while (wires.count() != connections && System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
        assertThat(wires.count()).isEqualTo(connections);
    }
}
