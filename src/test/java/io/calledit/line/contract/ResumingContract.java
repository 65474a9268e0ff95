package io.calledit.line.contract;

import static io.calledit.bedrock.Turn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import io.calledit.bedrock.Gate;
import io.calledit.line.ModelPlans;
import io.calledit.line.WireClient;
import io.calledit.line.WireRun;

/** A run is read on from any of its frames, by whoever it belongs to and nobody else. */
interface ResumingContract extends Door {

    @Test
    default void aRunUnderWayIsReadOnFromWhereverAReaderIs() throws Exception {
        String plan = ModelPlans.about("Read on");
        Gate gate = new Gate();
        model().next(
                answer().text("I look at the clock. ").tool("current_time", "{\"timezone\":\"UTC\"}").stop(),
                answer().text(plan.substring(0, 30), plan.substring(30)).gate(gate).text("\nGood luck!").stop());
        WireRun run = client().makeCall("Bitcoin doubles");
        while (!run.text().endsWith(plan)) {
            run.next();
        }

        List<WireClient> clients = new ArrayList<>();
        List<WireRun> resumed = new ArrayList<>();
        int[] places = {0, 2, seqOf(run.frames()) - 1};
        try {
            for (int after : places) {
                clients.add(connect());
                resumed.add(clients.get(clients.size() - 1).resume(run.id(), after));
            }
            gate.open();
            JsonNode end = run.end();
            for (int i = 0; i < places.length; i++) {
                assertThat(resumed.get(i).end()).as("after %d", places[i]).isEqualTo(end);
                assertSameFrom(places[i], run, resumed.get(i));
            }
        } finally {
            clients.forEach(WireClient::close);
        }
    }

    @Test
    default void aRunThatIsOverIsReadOnAfterEveryOneOfItsFrames() throws Exception {
        String plan = ModelPlans.about("Read again");
        model().next(answer().text(plan.substring(0, 9), plan.substring(9, 20), plan.substring(20)).stop());
        WireRun run = client().makeCall("Bitcoin doubles");
        JsonNode end = run.end();

        try (WireClient reader = connect()) {
            assertThat(reader.resume(run.id(), 0).end()).isEqualTo(end);
        }
        for (int after = 1; after < end.get("seq").asInt(); after++) {
            try (WireClient reader = connect()) {
                WireRun resumed = reader.resume(run.id(), after);
                assertThat(resumed.end()).as("after %d", after).isEqualTo(readFrom(after + 1, end));
            }
        }
    }

    /** The end as it is for a reader of that number and what follows it: nothing is joined in it that comes before. */
    private static JsonNode readFrom(int first, JsonNode end) {
        return end.path("from").asInt() < first ? ((ObjectNode) end.deepCopy()).without("from") : end;
    }

    @Test
    default void textThatWaitsForAReaderIsJoinedAndSaysFromWhereOn() throws Exception {
        String plan = ModelPlans.about("Joined");
        String[] tokens = ModelPlans.tokens(plan);
        model().next(answer().text(tokens).stop());
        WireRun run = client().makeCall("Bitcoin doubles");
        run.end();

        try (WireClient late = connect()) {
            WireRun resumed = late.resume(run.id(), 0);
            resumed.end();

            assertThat(resumed.text()).isEqualTo(plan);
            JsonNode text = resumed.frames().get(1);
            assertThat(text.get("from").asInt()).isEqualTo(2);
            assertThat(text.get("seq").asInt()).isEqualTo(1 + tokens.length);
        }
    }

    @Test
    default void aRunThatWasStoppedIsReadToItsEnd() throws Exception {
        model().next(answer().text("{").gate(new Gate()).text("never said").stop());
        WireRun run = client().makeCall("Bitcoin doubles");
        run.next();
        run.nextText();
        client().stop(run);
        run.end();

        try (WireClient reader = connect()) {
            WireRun resumed = reader.resume(run.id(), 0);
            assertThat(resumed.end().get("type").asText()).isEqualTo("stopped");
            assertThat(resumed.text()).isEqualTo("{");
        }
    }

    @Test
    default void aFrameThatARunDoesNotHaveIsNoPlaceToReadOnFrom() throws Exception {
        model().next(answer().text(ModelPlans.about("Short")).stop());
        WireRun run = client().makeCall("Bitcoin doubles");
        run.end();

        client().send("{\"action\":\"resume\",\"runId\":\"" + run.id() + "\",\"afterSeq\":4000}");

        assertThat(client().answer().get("code").asText()).isEqualTo("bad_message");
    }

    @Test
    default void aRunIsUnknownToEverybodyElse() throws Exception {
        UUID requestId = UUID.randomUUID();
        String plan = ModelPlans.about("Theirs");
        Gate gate = new Gate();
        model().next(answer().text("{").gate(gate).text(plan.substring(1)).stop(), answer().text(plan).stop());
        WireRun run = client().makeCall("Bitcoin doubles", requestId);
        run.next();
        run.nextText();

        try (WireClient ben = connectAs("ben")) {
            ben.send("{\"action\":\"resume\",\"runId\":\"" + run.id() + "\",\"afterSeq\":0}");
            assertThat(ben.answer().get("code").asText()).isEqualTo("unknown_run");
            ben.stop(run);
            assertThat(ben.answer().get("code").asText()).isEqualTo("unknown_run");
            WireRun own = ben.makeCall("Bitcoin doubles", requestId);
            assertThat(own.id()).as("the same request of another person is another").isNotEqualTo(run.id());
            own.end();
        }
        try (WireClient again = connectAs(TESTER)) {
            gate.open();
            assertThat(again.resume(run.id(), 2).end()).isEqualTo(run.end());
        }
    }

    private static int seqOf(List<JsonNode> frames) {
        return frames.get(frames.size() - 1).get("seq").asInt();
    }

    /** Whatever was joined for whom: from there on, both have read the same. */
    private static void assertSameFrom(int after, WireRun whole, WireRun resumed) {
        List<JsonNode> others = new ArrayList<>();
        for (JsonNode frame : whole.frames()) {
            if (frame.get("seq").asInt() > after && !frame.get("type").asText().equals("text")) {
                others.add(frame);
            }
        }
        assertThat(resumed.frames()).as("after %d", after).filteredOn(frame -> !frame.get("type").asText().equals("text"))
                .isEqualTo(others);
        assertThat(whole.text()).as("after %d", after).endsWith(resumed.text());
    }
}
