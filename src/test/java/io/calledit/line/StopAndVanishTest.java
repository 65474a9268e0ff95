package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Exchange;
import io.calledit.bedrock.Gate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A run that is stopped, or that nobody waits for any more, is over at the model too. */
@QuarkusTest
@TestProfile(StopAndVanishTest.ShortGrace.class)
@WithTestResource(BedrockEmulatorResource.class)
class StopAndVanishTest extends OnTheWholePath {

    private static final Duration GRACE = Duration.ofSeconds(2);
    /** A model's deadlines are far longer, so that what is over by then was ended by the stop, or by the grace. */
    private static final Duration SOON = Duration.ofSeconds(10);

    /** A period of grace that a test can wait for. */
    public static final class ShortGrace implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("calledit.line.grace", GRACE.toMillis() + "ms");
        }
    }

    @Test
    void aStopBeforeTheFirstTokenReachesTheModelAtOnce() throws Exception {
        emulator.next(answer().gate(new Gate()).text("never said").stop());
        var run = client.makeCall("Bitcoin doubles");
        var exchange = emulator.awaitExchange();

        long asked = client.stop(run);

        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        assertThat(run.kinds()).containsExactly("status processing", "stopped");
        assertClosedSoonAfter(asked, exchange);
        assertThat(exchange.written()).isEmpty();
    }

    @Test
    void aStopAfterTheResponseHasBegunReachesTheModelToo() throws Exception {
        emulator.next(answer().begin().gate(new Gate()).text("never said").stop());
        var run = client.makeCall("Bitcoin doubles");
        var exchange = emulator.awaitExchange();

        long asked = client.stop(run);

        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        assertClosedSoonAfter(asked, exchange);
    }

    @Test
    void aStopAfterTheFirstTokenKeepsWhatArrivedAndReachesTheModelAtOnce() throws Exception {
        var gate = new Gate();
        emulator.next(answer().text("{\"prediction_", "statement\"").gate(gate).text("never said").stop());
        var run = client.makeCall("Bitcoin doubles");
        var exchange = emulator.awaitExchange();
        run.next();
        assertThat(run.nextText() + run.nextText()).isEqualTo("{\"prediction_statement\"");

        long asked = client.stop(run);

        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        assertThat(run.kinds()).containsExactly("status processing", "text", "stopped");
        assertClosedSoonAfter(asked, exchange);
        gate.open();
        client.pingPong();
        run.assertNothingFollowedTheEnd();
    }

    @Test
    void aStopInTheMiddleOfAFloodEndsIt() throws Exception {
        emulator.next(answer().every(Duration.ofMillis(1), "many words ".repeat(2_000).split("(?<= )")).stalls());
        var run = client.makeCall("Bitcoin doubles");
        var exchange = emulator.awaitExchange();
        run.next();
        run.nextText();

        long asked = client.stop(run);

        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        assertClosedSoonAfter(asked, exchange);
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
    void aSecondStopChangesNothing() throws Exception {
        emulator.next(answer().gate(new Gate()).text("never said").stop());
        var run = client.makeCall("Bitcoin doubles");
        emulator.awaitExchange();
        client.stop(run);
        run.end();

        client.stop(run);

        client.pingPong();
        run.assertNothingFollowedTheEnd();
    }

    @Test
    void aStopAfterTheEndChangesNothing() throws Exception {
        emulator.next(answer().text(ModelPlans.about("Done")).stop());
        var run = client.makeCall("Bitcoin doubles");
        assertThat(run.end().get("type").asText()).isEqualTo("complete");

        client.stop(run);

        client.pingPong();
        run.assertNothingFollowedTheEnd();
    }

    @Test
    void aStopOfARunThatNobodyKnowsIsSaidToBeOne() throws Exception {
        client.send("{\"action\":\"stop\",\"runId\":\"" + UUID.randomUUID() + "\"}");

        assertThat(client.answer().get("code").asText()).isEqualTo("unknown_run");
        client.pingPong();
    }

    @Test
    void aStopLeavesTheOtherRunOfTheSocketAlone() throws Exception {
        var gate = new Gate();
        emulator.whenAsked("Gold", answer().text("{").gate(gate).text("never said").stop());
        emulator.whenAsked("rain", answer().text("{").gate(gate).text(ModelPlans.about("Rain").substring(1)).stop());
        var gold = client.makeCall("Gold doubles");
        var rain = client.makeCall("It will rain");
        emulator.awaitExchange("Gold");

        client.stop(gold);
        assertThat(gold.end().get("type").asText()).isEqualTo("stopped");
        gate.open();

        assertThat(rain.end().get("type").asText()).isEqualTo("complete");
    }

    @Test
    void aRunWhoseClientVanishesGoesOnForTheGraceAndIsThenStoppedAtTheModel() throws Exception {
        var gate = new Gate();
        emulator.next(answer().text("{").gate(gate).text("heard by nobody").stalls());
        var lost = WireClient.connect(endpoint);
        var run = lost.makeCall("Bitcoin doubles");
        run.next();
        run.nextText();
        var exchange = emulator.awaitExchange();

        long gone = System.nanoTime();
        lost.vanish();
        gate.open();

        long closed = exchange.closedByClient().get(30, SECONDS) - gone;
        assertThat(Duration.ofNanos(closed)).isBetween(GRACE, GRACE.plus(SOON));
        assertThat(exchange.written()).hasSize(2);
        client.pingPong();
    }

    @Test
    void aRunWhoseClientVanishesBeforeTheFirstTokenIsStoppedToo() throws Exception {
        emulator.next(answer().gate(new Gate()).text("never said").stop());
        var lost = WireClient.connect(endpoint);
        lost.makeCall("Bitcoin doubles");
        var exchange = emulator.awaitExchange();

        long gone = System.nanoTime();
        lost.vanish();

        long closed = exchange.closedByClient().get(30, SECONDS) - gone;
        assertThat(Duration.ofNanos(closed)).isBetween(GRACE, GRACE.plus(SOON));
    }

    @Test
    void aRunWhoseClientSaysGoodbyeIsStoppedToo() throws Exception {
        emulator.next(answer().text("{").stalls());
        var leaving = WireClient.connect(endpoint);
        leaving.makeCall("Bitcoin doubles");
        var exchange = emulator.awaitExchange();

        long gone = System.nanoTime();
        leaving.close();

        long closed = exchange.closedByClient().get(30, SECONDS) - gone;
        assertThat(Duration.ofNanos(closed)).isBetween(GRACE, GRACE.plus(SOON));
    }

    @Test
    void aClientThatComesBackWithinTheGraceReadsOnWhereItWas() throws Exception {
        var gate = new Gate();
        var plan = ModelPlans.about("Resumed");
        emulator.next(answer().text("{").gate(gate).text(plan.substring(1)).stop());
        var lost = WireClient.connect(endpoint);
        var run = lost.makeCall("Bitcoin doubles");
        run.next();
        assertThat(run.nextText()).isEqualTo("{");
        lost.vanish();

        gate.open();
        var resumed = client.resume(run.id(), 2);

        assertThat(resumed.end().get("content")).isEqualTo(ModelPlans.json(plan));
        assertThat(resumed.text()).isEqualTo(plan.substring(1));
    }

    private static void assertClosedSoonAfter(long asked, Exchange exchange) throws Exception {
        assertThat(exchange.closedByClient().get(30, SECONDS) - asked).isLessThan(SOON.toNanos());
    }
}
