package io.calledit.line.contract;

import static io.calledit.bedrock.Turn.answer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.calledit.bedrock.Exchange;
import io.calledit.bedrock.Gate;
import io.calledit.line.ModelPlans;

/** A run that is stopped, or that nobody waits for any more, is over at the model too. */
interface StoppingContract extends Door {

    @Test
    default void aStopBeforeTheFirstTokenReachesTheModelInTime() throws Exception {
        model().next(answer().gate(new Gate()).text("never said").stop());
        var run = client().makeCall("Bitcoin doubles");
        var exchange = model().awaitExchange();

        long asked = client().stop(run);

        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        assertThat(run.kinds()).containsExactly("status processing", "stopped");
        assertClosedInTimeAfter(asked, exchange);
        assertThat(exchange.written()).isEmpty();
    }

    @Test
    default void aStopAfterTheResponseHasBegunReachesTheModelToo() throws Exception {
        model().next(answer().begin().gate(new Gate()).text("never said").stop());
        var run = client().makeCall("Bitcoin doubles");
        var exchange = model().awaitExchange();

        long asked = client().stop(run);

        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        assertClosedInTimeAfter(asked, exchange);
    }

    @Test
    default void aStopAfterTheFirstTokenKeepsWhatArrivedAndReachesTheModelInTime() throws Exception {
        var gate = new Gate();
        model().next(answer().text("{\"prediction_", "statement\"").gate(gate).text("never said").stop());
        var run = client().makeCall("Bitcoin doubles");
        var exchange = model().awaitExchange();
        run.next();
        assertThat(run.nextText() + run.nextText()).isEqualTo("{\"prediction_statement\"");

        long asked = client().stop(run);

        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        assertThat(run.kinds()).containsExactly("status processing", "text", "stopped");
        assertClosedInTimeAfter(asked, exchange);
        gate.open();
        client().pingPong();
        run.assertNothingFollowedTheEnd();
    }

    @Test
    default void aStopInTheMiddleOfAFloodEndsIt() throws Exception {
        model().next(answer().every(Duration.ofMillis(1), "many words ".repeat(2_000).split("(?<= )")).stalls());
        var run = client().makeCall("Bitcoin doubles");
        var exchange = model().awaitExchange();
        run.next();
        run.nextText();

        long asked = client().stop(run);

        assertThat(run.end().get("type").asText()).isEqualTo("stopped");
        assertClosedInTimeAfter(asked, exchange);
    }

    @Test
    default void aSecondStopChangesNothing() throws Exception {
        model().next(answer().gate(new Gate()).text("never said").stop());
        var run = client().makeCall("Bitcoin doubles");
        model().awaitExchange();
        client().stop(run);
        run.end();

        client().stop(run);

        client().pingPong();
        run.assertNothingFollowedTheEnd();
    }

    @Test
    default void aStopAfterTheEndChangesNothing() throws Exception {
        model().next(answer().text(ModelPlans.about("Done")).stop());
        var run = client().makeCall("Bitcoin doubles");
        assertThat(run.end().get("type").asText()).isEqualTo("complete");

        client().stop(run);

        client().pingPong();
        run.assertNothingFollowedTheEnd();
    }

    @Test
    default void aStopOfARunThatNobodyKnowsIsSaidToBeOne() throws Exception {
        client().send("{\"action\":\"stop\",\"runId\":\"" + UUID.randomUUID() + "\"}");

        assertThat(client().answer().get("code").asText()).isEqualTo("unknown_run");
        client().pingPong();
    }

    @Test
    default void aStopLeavesTheOtherRunOfTheSocketAlone() throws Exception {
        var gate = new Gate();
        model().whenAsked("Gold", answer().text("{").gate(gate).text("never said").stop());
        model().whenAsked("rain", answer().text("{").gate(gate).text(ModelPlans.about("Rain").substring(1)).stop());
        var gold = client().makeCall("Gold doubles");
        var rain = client().makeCall("It will rain");
        model().awaitExchange("Gold");

        client().stop(gold);
        assertThat(gold.end().get("type").asText()).isEqualTo("stopped");
        gate.open();

        assertThat(rain.end().get("type").asText()).isEqualTo("complete");
    }

    @Test
    default void aRunWhoseClientVanishesGoesOnForTheGraceAndIsThenStoppedAtTheModel() throws Exception {
        var gate = new Gate();
        model().next(answer().text("{").gate(gate).text("heard by nobody").stalls());
        var lost = connect();
        var run = lost.makeCall("Bitcoin doubles");
        run.next();
        run.nextText();
        var exchange = model().awaitExchange();

        long gone = System.nanoTime();
        lost.vanish();
        gate.open();

        long closed = exchange.closedByClient().get(30, SECONDS) - gone;
        assertThat(Duration.ofNanos(closed)).isBetween(grace(), grace().plus(patience()));
        assertThat(exchange.written()).hasSize(2);
        client().pingPong();
    }

    @Test
    default void aRunWhoseClientVanishesBeforeTheFirstTokenIsStoppedToo() throws Exception {
        model().next(answer().gate(new Gate()).text("never said").stop());
        var lost = connect();
        lost.makeCall("Bitcoin doubles");
        var exchange = model().awaitExchange();

        long gone = System.nanoTime();
        lost.vanish();

        long closed = exchange.closedByClient().get(30, SECONDS) - gone;
        assertThat(Duration.ofNanos(closed)).isBetween(grace(), grace().plus(patience()));
    }

    @Test
    default void aRunWhoseClientSaysGoodbyeIsStoppedToo() throws Exception {
        model().next(answer().text("{").stalls());
        var leaving = connect();
        leaving.makeCall("Bitcoin doubles");
        var exchange = model().awaitExchange();

        long gone = System.nanoTime();
        leaving.close();

        long closed = exchange.closedByClient().get(30, SECONDS) - gone;
        assertThat(Duration.ofNanos(closed)).isBetween(grace(), grace().plus(patience()));
    }

    @Test
    default void aClientThatComesBackWithinTheGraceReadsOnWhereItWas() throws Exception {
        var gate = new Gate();
        var plan = ModelPlans.about("Resumed");
        model().next(answer().text("{").gate(gate).text(plan.substring(1)).stop());
        var lost = connect();
        var run = lost.makeCall("Bitcoin doubles");
        run.next();
        assertThat(run.nextText()).isEqualTo("{");
        lost.vanish();

        gate.open();
        var resumed = client().resume(run.id(), 2);

        assertThat(resumed.end().get("content")).isEqualTo(ModelPlans.json(plan));
        assertThat(resumed.text()).isEqualTo(plan.substring(1));
    }

    private void assertClosedInTimeAfter(long asked, Exchange exchange) throws Exception {
        assertThat(Duration.ofNanos(exchange.closedByClient().get(30, SECONDS) - asked)).isLessThan(patience());
    }
}
