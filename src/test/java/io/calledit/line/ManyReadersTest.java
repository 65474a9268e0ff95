package io.calledit.line;

import static io.calledit.bedrock.Turn.answer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Exchange.Written;
import io.calledit.bedrock.Gate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** One run and many who read it, from wherever they are, at the same time. */
@QuarkusTest
@WithTestResource(BedrockEmulatorResource.class)
class ManyReadersTest extends OnTheWholePath {

    private static final String PREDICTION = "Bitcoin will reach $100,000 by the end of 2027";
    private static final int AT_ONCE = 20;
    /** The moment in which one can overtake the other is short. */
    private static final int ROUNDS = 25;

    @Test
    void aRunUnderWayIsReadOnAfterEveryOneOfItsFrames() throws Exception {
        var plan = ModelPlans.about("Read on");
        var tokens = ModelPlans.tokens(plan);
        var gate = new Gate();
        emulator.next(
                answer().text("I look at the clock. ").tool("current_time", "{\"timezone\":\"UTC\"}").stop(),
                answer().text(tokens).gate(gate).text("\nGood luck!").stop());
        var run = client.makeCall(PREDICTION);
        while (!run.text().endsWith(plan)) {
            run.next();
        }
        var sofar = run.frames().get(run.frames().size() - 1).get("seq").asInt();

        var clients = new ArrayList<WireClient>();
        var resumed = new ArrayList<WireRun>();
        try {
            for (var after = 0; after < sofar; after++) {
                clients.add(WireClient.connect(endpoint));
                resumed.add(clients.get(after).resume(run.id(), after));
            }
            gate.open();
            var end = run.end();

            for (var after = 0; after < sofar; after++) {
                var reader = resumed.get(after);
                assertThat(reader.end()).as("after %d", after).isEqualTo(end);
                assertThat(reader.text()).as("after %d", after).isEqualTo(textAfter(after, run.frames()));
                assertThat(others(reader.frames())).as("after %d", after).isEqualTo(others(run.frames(), after));
            }
        } finally {
            clients.forEach(WireClient::close);
        }
    }

    @Test
    void aRunThatIsOverIsReadOnAfterEveryOneOfItsFrames() throws Exception {
        emulator.next(answer().text(ModelPlans.tokens(ModelPlans.about("Read again"))).stop());
        var run = client.makeCall(PREDICTION);
        var end = run.end();

        for (var after = 0; after < end.get("seq").asInt(); after++) {
            try (var reader = WireClient.connect(endpoint)) {
                var resumed = reader.resume(run.id(), after);
                assertThat(resumed.end()).as("after %d", after).isEqualTo(end);
                assertThat(resumed.text()).as("after %d", after).isEqualTo(textAfter(after, run.frames()));
            }
        }
    }

    @Test
    void theSameRequestFromManySocketsAtTheSameMomentIsOneRunAndAsksTheModelOnce() throws Exception {
        var plan = ModelPlans.about("Once");
        emulator.otherwise(exchange -> answer().text(plan).stop());
        var clients = new ArrayList<WireClient>();
        try {
            for (var i = 0; i < AT_ONCE; i++) {
                clients.add(WireClient.connect(endpoint));
            }
            for (var round = 1; round <= ROUNDS; round++) {
                var runs = askAtOnce(clients, UUID.randomUUID());

                assertThat(runs).extracting(WireRun::id).containsOnly(runs.get(0).id());
                for (var run : runs) {
                    assertThat(run.end().get("content")).isEqualTo(ModelPlans.json(plan));
                    assertThat(run.text()).isEqualTo(plan);
                }
                assertThat(emulator.exchanges()).hasSize(round);
            }
        } finally {
            clients.forEach(WireClient::close);
        }
    }

    private static List<WireRun> askAtOnce(List<WireClient> clients, UUID requestId) throws Exception {
        var start = new CyclicBarrier(clients.size());
        var asked = clients.stream().map(client -> CompletableFuture.supplyAsync(() -> {
            try {
                start.await(10, SECONDS);
                return client.makeCall(PREDICTION, requestId);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }, task -> new Thread(task).start())).toList();
        var runs = new ArrayList<WireRun>();
        for (var each : asked) {
            runs.add(each.get(20, SECONDS));
        }
        return runs;
    }

    /** What the model wrote in the frames after that number: a frame for each token, whichever of them were sent joined. */
    private String textAfter(int seq, List<JsonNode> frames) {
        var notText = others(frames).stream().map(frame -> frame.get("seq").asInt()).toList();
        var last = frames.get(frames.size() - 1).get("seq").asInt();
        var tokens = emulator.exchanges().stream().flatMap(exchange -> exchange.written().stream()).map(Written::token).iterator();
        var text = new StringBuilder();
        for (var number = 1; number <= last; number++) {
            var token = notText.contains(number) ? "" : tokens.next();
            text.append(number > seq ? token : "");
        }
        assertThat(tokens).as("tokens for which there is no frame").isExhausted();
        return text.toString();
    }

    private static List<JsonNode> others(List<JsonNode> frames) {
        return others(frames, 0);
    }

    /** The frames after that number which aren't text. */
    private static List<JsonNode> others(List<JsonNode> frames, int seq) {
        return frames.stream().filter(frame -> !frame.get("type").asText().equals("text"))
                .filter(frame -> frame.get("seq").asInt() > seq).toList();
    }
}
