package io.calledit.line.contract;

import static io.calledit.bedrock.Turn.answer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Gate;
import io.calledit.line.ModelPlans;
import io.calledit.line.OnTheWholePath;
import io.calledit.line.WireClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The line on the service's own socket, with what only that can promise. */
@QuarkusTest
@TestProfile(SocketLineTest.ShortGrace.class)
@WithTestResource(BedrockEmulatorResource.class)
class SocketLineTest extends OnTheWholePath implements LineContract {

    private static final Duration GRACE = Duration.ofMillis(800);
    private static final String PREDICTION = StreamingContract.PREDICTION;

    @Inject
    WhoeverConnected whoeverConnected;

    /** A period of grace that a test can wait for, and people whom a test can be. */
    public static final class ShortGrace implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("calledit.line.grace", GRACE.toMillis() + "ms");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(WhoeverConnected.class);
        }
    }

    @Override
    public WireClient client() {
        return client;
    }

    @Override
    public WireClient connect() {
        return WireClient.connect(endpoint);
    }

    @Override
    public WireClient connectAs(String person) {
        whoeverConnected.become(person);
        return connect();
    }

    @Override
    public BedrockEmulator model() {
        return emulator;
    }

    @Override
    public Duration grace() {
        return GRACE;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(1);
    }

    @Test
    void theGapsBetweenFramesAreTheModelsOwn() throws Exception {
        var pace = Duration.ofMillis(60);
        var tokens = ModelPlans.tokens(ModelPlans.about("Paced"));
        // The first 25 tokens at that pace; the rest of the plan at once.
        emulator.next(answer().every(pace, Arrays.copyOf(tokens, 25))
                .text(Arrays.copyOfRange(tokens, 25, tokens.length)).stop());

        var run = client.makeCall(PREDICTION);
        run.next();
        var arrivals = new ArrayList<WireClient.Arrival>();
        for (int i = 0; i < 25; i++) {
            arrivals.add(run.nextArrival());
        }
        run.end();

        var written = emulator.awaitExchange().written();
        var delays = new ArrayList<Long>();
        var inTime = 0;
        for (int i = 0; i < 24; i++) {
            assertThat(arrivals.get(i).frame().get("content").asText()).isEqualTo(written.get(i).token());
            delays.add(arrivals.get(i).nanos() - written.get(i).nanos());
            inTime += arrivals.get(i).nanos() < written.get(i + 1).nanos() ? 1 : 0;
        }
        // The median, and most and not all: a pause of the machine says nothing about the path.
        assertThat(median(delays)).as("delays of %s", delays).isLessThan(pace.dividedBy(2));
        assertThat(inTime).as("tokens of 24 that arrived before the next was written").isGreaterThan(18);
    }

    @Test
    void theFirstStatusLeavesWithinFiftyMillisecondsAndDoesNotWaitForTheModel() throws Exception {
        var delays = new ArrayList<Long>();
        for (int i = 0; i < 15; i++) {
            emulator.next(answer().gate(new Gate()).text("never said").stop());
            var run = client.makeCall(PREDICTION);
            delays.add(run.nextArrival().nanos() - run.asked());
            emulator.awaitExchange();
            client.stop(run);
            run.end();
        }

        // The first few load classes; of the others the median, because the machine may be busy with something else.
        var warm = delays.subList(5, delays.size());
        assertThat(median(warm)).as("delays of %s", delays).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void aStopThatCrossesTheRequestLeavesNothingOpenAtTheModel() throws Exception {
        emulator.otherwise(exchange -> answer().gate(new Gate()).text("never said").stop());
        for (int i = 0; i < 30; i++) {
            var run = client.makeCall("Bitcoin doubles");
            client.stop(run);
            assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        }

        // One more request that is answered: those before it, on the same connection, have arrived by then if at all.
        emulator.whenAsked("The last one", answer().text(ModelPlans.about("The last one")).stop());
        assertThat(client.makeCall("The last one").end().get("type").asText()).isEqualTo("complete");
        for (var exchange : emulator.exchanges()) {
            if (!exchange.asked().contains("The last one")) {
                exchange.closedByClient().get(30, SECONDS);
            }
        }
        assertThat(emulator.open()).isZero();
    }

    @Test
    void aBinaryMessageIsRefusedEvenWhereItHoldsAGoodOne() throws Exception {
        client.sendBinary("{\"action\":\"ping\"}".getBytes(StandardCharsets.UTF_8));

        MessagesContract.assertRefused(client.answer(), "bad_message");
        client.pingPong();
    }

    @Test
    void aMessageBeyondAllMeasureIsRefusedOnceThoughItComesInPieces() throws Exception {
        // The client sends it in frames of 16 KiB.
        client.send(MessagesContract.ofSize(200 * 1024));

        MessagesContract.assertRefused(client.answer(), "bad_message");
        client.pingPong();
    }

    private static Duration median(List<Long> nanos) {
        return Duration.ofNanos(nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow());
    }
}
