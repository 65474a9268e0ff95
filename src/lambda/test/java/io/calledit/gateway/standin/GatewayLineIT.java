package io.calledit.gateway.standin;

import static io.calledit.bedrock.Turn.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Gate;
import io.calledit.gateway.standin.lambda.Environment;
import io.calledit.line.ModelPlans;
import io.calledit.line.WireClient;
import io.calledit.line.WireRun;
import io.calledit.line.contract.LineContract;

/** The line behind an API Gateway, from the packaged function, with what only that has to do. */
class GatewayLineIT implements LineContract {

    private static final Duration GRACE = Duration.ofMillis(1_500);
    private static final int ENVIRONMENTS = 7;

    private static BedrockEmulator bedrock;
    private static Cloud cloud;

    private WireClient client;

    @BeforeAll
    static void start() throws Exception {
        bedrock = BedrockEmulator.start();
        cloud = Cloud.start(bedrock, ENVIRONMENTS, Map.of("CALLEDIT_LINE_GRACE", GRACE.toMillis() + "ms"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
        bedrock.close();
    }

    @BeforeEach
    void begin() {
        cloud.gateway().management().reset();
        cloud.gateway().integrationsMayTake(Limits.OF_AWS.integration());
        client = connect();
    }

    @AfterEach
    void leave() {
        client.close();
        bedrock.reset();
    }

    @Override
    public WireClient client() {
        return client;
    }

    @Override
    public WireClient connect() {
        return connectAs(TESTER);
    }

    @Override
    public WireClient connectAs(String person) {
        return WireClient.connectWhereEndsAreJoined(cloud.endpointOf(person));
    }

    @Override
    public BedrockEmulator model() {
        return bedrock;
    }

    @Override
    public Duration grace() {
        return GRACE;
    }

    /** A run's process looks into the table now and then. */
    @Override
    public Duration patience() {
        return Duration.ofSeconds(4);
    }

    @Test
    void nobodyIsServedWhomNoAuthorizerHasLookedAt() {
        assertThatThrownBy(() -> WireClient.connect(URI.create(cloud.gateway().endpoint() + "?nobody=1")))
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void aRunMayTakeLongerThanAnIntegration() throws Exception {
        String[] tokens = ModelPlans.tokens(ModelPlans.about("Long"));
        bedrock.next(answer().every(Duration.ofMillis(40), tokens).stop());
        cloud.gateway().integrationsMayTake(Duration.ofMillis(500));
        WireRun run = client.makeCall("Bitcoin doubles");
        long last = run.asked();
        while (!run.kinds().contains("complete")) {
            last = run.nextArrival().nanos();
        }

        assertThat(Duration.ofNanos(last - run.asked())).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void postsThatAreThrottledOrFailAreMadeAgainAndInOrder() throws Exception {
        String plan = ModelPlans.about("Throttled");
        Gate gate = new Gate();
        bedrock.next(answer().text("{").gate(gate).text(ModelPlans.tokens(plan.substring(1))).stop());
        WireRun run = client.makeCall("Bitcoin doubles");
        run.next();
        run.nextText();

        cloud.gateway().management().turnAway(429, 3);
        gate.open();

        assertThat(run.end().get("content")).isEqualTo(ModelPlans.json(plan));
        assertThat(run.text()).isEqualTo(plan);
        assertThat(cloud.gateway().management().posts()).filteredOn(post -> post.status() == 429).hasSize(3);

        bedrock.next(answer().text(plan).stop());
        cloud.gateway().management().turnAway(503, 2);
        assertThat(client.makeCall("Gold doubles").end().get("content")).isEqualTo(ModelPlans.json(plan));
    }

    @Test
    void whileAPostIsUnderWayTextIsJoinedAndNoSecondPostIsMade() throws Exception {
        String plan = ModelPlans.about("Joined");
        String[] tokens = ModelPlans.tokens(plan);
        bedrock.next(answer().every(Duration.ofMillis(5), tokens).stop());
        cloud.gateway().management().postsTake(Duration.ofMillis(60));
        WireRun run = client.makeCall("Bitcoin doubles");
        while (!run.kinds().contains("complete")) {
            run.next();
        }

        assertThat(run.text()).isEqualTo(plan);
        assertThat(cloud.gateway().management().mostAtOnce()).isEqualTo(1);
        assertThat(cloud.gateway().management().posts().size()).isLessThan(tokens.length / 3);
    }

    @Test
    void thatTheModelHasFinishedIsToldTogetherWithThePlan() throws Exception {
        bedrock.next(answer().text(ModelPlans.about("Joined")).stop());

        WireRun run = client.makeCall("Bitcoin doubles");

        int seq = run.end().get("seq").asInt();
        assertThat(run.end().get("from").asInt()).isEqualTo(seq - 1);
        try (WireClient reader = connect()) {
            assertThat(reader.resume(run.id(), seq - 2).end().get("from").asInt()).isEqualTo(seq - 1);
        }
        try (WireClient reader = connect()) {
            assertThat(reader.resume(run.id(), seq - 1).end().has("from")).isFalse();
        }
    }

    @Test
    void theSameRequestFromManyConnectionsAtOnceIsOneRun() throws Exception {
        String plan = ModelPlans.about("Once");
        bedrock.otherwise(exchange -> answer().text(plan).stop());
        String message = WireClient.makeCallMessage("Bitcoin doubles", UUID.randomUUID());
        try (WireClient second = connect(); WireClient third = connect()) {
            client.send(message);
            second.send(message);
            WireRun run = third.call(message);

            assertThat(run.end().get("content")).isEqualTo(ModelPlans.json(plan));
            assertThat(bedrock.exchanges()).hasSize(1);
        }
    }

    @Test
    void aProcessThatDiesInARunLeavesAnEndToIt() throws Exception {
        bedrock.next(answer().text("{").gate(new Gate()).text("never said").stop());
        WireRun run = client.makeCall("Bitcoin doubles");
        run.next();
        run.nextText();
        bedrock.awaitExchange();
        theOneThatIsBusy();
        assertThat(cloud.function().endWhatIsBusy()).isEqualTo(1);

        try (WireClient reader = connect()) {
            assertThat(reader.resume(run.id(), 0).end().get("type").asText()).isEqualTo("error");
        }
    }

    /** Lambda does so with an environment that has been there for long, and leaves it some time. */
    @Test
    void aProcessThatIsAskedToEndInARunLetsTheRunEndFirst() throws Exception {
        String plan = ModelPlans.about("Last words");
        Gate gate = new Gate();
        bedrock.next(answer().text("{").gate(gate).text(plan.substring(1)).stop());
        WireRun run = client.makeCall("Bitcoin doubles");
        run.next();
        run.nextText();
        Environment busy = theOneThatIsBusy();

        busy.askToEnd();
        await(() -> busy.said().contains("Stopping; 1 drafts"), Duration.ofSeconds(20));
        gate.open();

        JsonNode end = run.end();
        assertThat(end.get("content")).isEqualTo(ModelPlans.json(plan));
        busy.gone().get(30, TimeUnit.SECONDS);
        try (WireClient reader = connectAs(TESTER)) {
            assertThat(reader.resume(run.id(), 0).end()).as("it is stored").isEqualTo(end);
        }
    }

    /** As of a phone in a tunnel: the gateway says so long before it says that the connection is closed. */
    @Test
    void aReaderWhoIsGoneEndsTheRunAtTheModelThoughNobodyHasDisconnected() throws Exception {
        bedrock.next(answer().text("{").every(Duration.ofMillis(20), "x".repeat(500).split("")).gate(new Gate()).stop());
        WireRun run = client.makeCall("Bitcoin doubles");
        run.next();
        run.nextText();

        cloud.gateway().management().turnAway(410, Integer.MAX_VALUE);
        long gone = System.nanoTime();

        bedrock.awaitExchange().closedByClient().get(20, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(GRACE.plus(patience()));
        assertThat(cloud.gateway().management().posts()).filteredOn(post -> post.status() == 410).as("tries after the first word of it").hasSize(1);
    }

    /** The test before may have left one that still puts its run away. */
    private Environment theOneThatIsBusy() throws Exception {
        await(() -> cloud.function().busy().size() == 1, GRACE.plus(patience()));
        return cloud.function().busy().get(0);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition, Duration atMost) throws Exception {
        long until = System.nanoTime() + atMost.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
