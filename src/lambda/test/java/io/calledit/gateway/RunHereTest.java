package io.calledit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.gateway.table.StoredRun;
import io.calledit.gateway.table.TimedFrame;
import io.calledit.identity.Owner;
import io.calledit.line.Frame;
import io.calledit.line.LineFixture;
import io.calledit.planning.Transcripts;

class RunHereTest extends OnTheGateway {

    @Test
    void aCallIsAnsweredFromTheFirstFrameToThePlanBeforeItsInvocationIsOver() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        List<String> plan = LineFixture.plan("It rains");
        Environment.Model model = here.nextModel();
        plan.forEach(model::say);
        assertThat(invocation).isNotDone();
        model.finish();

        List<JsonNode> frames = upToTheEnd("a", 0);

        assertThat(frames.get(0).path("prompt").asText()).isEqualTo("It rains");
        assertThat(text(frames)).isEqualTo(String.join("", plan));
        assertThat(frames.get(frames.size() - 1).path("content").path("prediction_statement").asText()).isEqualTo("It rains");
        assertThat(invocation).succeedsWithin(PATIENCE).isEqualTo(200);
        StoredRun stored = here.table.runs.find(model.run().id()).orElseThrow();
        assertThat(stored.hasEnded()).isTrue();
        assertThat(stored.seq()).isEqualTo(frames.get(frames.size() - 1).path("seq").asInt());
        assertThat(stored.readers()).isEmpty();
        assertThat(here.table.connections.runs("a")).isEmpty();
    }

    @Test
    void textThatComesWhileAPostIsUnderWayGoesOutJoinedAndNothingElseIs() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");
        Semaphore posts = gateway.hold("a");
        call(here, "a");
        Environment.Model model = here.nextModel();
        gateway.awaitPosts(1); // the first frame is on its way, and no more is asked for
        model.say("one ", "two ", "three ");
        posts.release(1_000);
        model.say("four ");

        assertThat(gateway.next("a").path("seq").asInt()).isEqualTo(1);
        JsonNode joined = gateway.next("a");
        assertThat(joined.path("content").asText()).startsWith("one two three ");
        assertThat(joined.path("from").asInt()).isEqualTo(2);
        assertThat(joined.path("seq").asInt()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whatIsJoinedForAReaderIsStoredAsTheTwoThatItIs() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        Environment.Model model = here.nextModel();
        LineFixture.plan("It rains").forEach(model::say);
        model.finish();

        List<JsonNode> frames = upToTheEnd("a", 0);
        assertThat(invocation).succeedsWithin(PATIENCE);
        int last = model.run().log().lastSeq();
        assertThat(frames.get(frames.size() - 1).path("from").asInt()).isEqualTo(last - 1);
        List<TimedFrame> stored = here.table.frames.after(model.run().id(), 0);
        assertThat(stored.subList(last - 2, last)).extracting(TimedFrame::frame)
                .satisfiesExactly(
                        finished -> assertThat(finished).isEqualTo(new Frame.Finished(model.run().id(), last - 1)),
                        complete -> assertThat(complete)
                                .isInstanceOfSatisfying(Frame.Complete.class, plan -> assertThat(plan.from()).isEqualTo(last)));
    }

    @Test
    void throttledPostsAreTriedAgainInOrder() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");
        gateway.refuse(429, 429, 500, 429);
        CompletableFuture<Integer> invocation = call(here, "a");
        List<String> plan = LineFixture.plan("It rains");
        Environment.Model model = here.nextModel();
        plan.subList(0, 10).forEach(model::say);
        gateway.awaitPosts(5);
        gateway.refuse(429, 503);
        plan.subList(10, plan.size()).forEach(model::say);
        model.finish();

        assertThat(text(upToTheEnd("a", 0))).isEqualTo(String.join("", plan));
        assertThat(invocation).succeedsWithin(PATIENCE);
    }

    @Test
    void aConnectionThatIsGoneIsForgottenAndItsRunStoppedAtTheModelAfterItsGrace() throws Exception {
        Environment here = environment("calledit.line.grace", "100ms");
        open(here, "a", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        Environment.Model model = here.nextModel();
        gateway.next("a");

        gateway.hangUp("a");
        model.say("one");

        assertThat(invocation).succeedsWithin(PATIENCE);
        assertThat(LineFixture.modelIsStopped(model.run())).isTrue();
        assertThat(here.table.connections.owner("a")).isEmpty();
        assertThat(here.table.frames.after(model.run().id(), 0)).last().matches(timed -> timed.frame().isLast());
    }

    @Test
    void aConnectionThatIsClosedWhileTheModelIsSilentEndsItsRunAfterItsGrace() throws Exception {
        Environment here = environment("calledit.line.grace", "100ms");
        Environment elsewhere = environment();
        open(elsewhere, "a", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        Environment.Model model = here.nextModel();
        gateway.next("a");

        elsewhere.handle(Environment.event("a", "ann", "$disconnect", null));

        assertThat(invocation).succeedsWithin(PATIENCE);
        assertThat(LineFixture.modelIsStopped(model.run())).isTrue();
        assertThat(here.table.connections.owner("a")).isEmpty();
    }

    @Test
    void aRunEndsInATimeoutBeforeItsFunctionDoes() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        Environment.Model model = here.nextModel();
        gateway.next("a");

        here.millisLeft = 9_000;

        assertThat(gateway.next("a").path("code").asText()).isEqualTo("model_timeout");
        assertThat(invocation).succeedsWithin(PATIENCE);
        assertThat(LineFixture.modelIsStopped(model.run())).isTrue();
    }

    @Test
    void noFrameIsLargerThanAGatewayTakes() throws Exception {
        Environment here = environment("calledit.line.max-frame-size", "32K");
        open(here, "a", "ann");
        Semaphore posts = gateway.hold("a");
        call(here, "a");
        Environment.Model model = here.nextModel();
        gateway.awaitPosts(1);
        for (int i = 0; i < 3_000; i++) {
            model.say("\u0001€\"".repeat(3)); // each char becomes several bytes
        }
        posts.release(1_000);
        model.run().started("1", "current_time", "{\"timezone\":\"" + "x".repeat(33_000) + "\"}");

        List<JsonNode> frames = upToTheEnd("a", 0);
        assertThat(frames.get(frames.size() - 1).path("code").asText()).isEqualTo("unreadable_plan");
        assertThat(gateway.sizes()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(32 * 1_024));
        assertThat(frames).hasSizeGreaterThan(5);
    }

    @Test
    void whatIsStoredExpires() throws Exception {
        Environment here = environment();
        open(here, "a", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        Environment.Model model = here.nextModel();
        model.run().stop();
        assertThat(invocation).succeedsWithin(PATIENCE);
        long now = Instant.now().getEpochSecond();
        String run = "run#" + model.run().id();

        assertThat(expiry(here, "connection#a", "connection")).isBetween(now + 7_200, now + 7_900);
        assertThat(expiry(here, run, "run")).isBetween(now + 550, now + 600);
        assertThat(expiry(here, run, "frames#0000000001")).isBetween(now + 600, now + 1_000);
        assertThat(expiry(here, "pace#ann", "pace")).isBetween(now + 60, now + 120);
    }

    private static long expiry(Environment in, String partition, String sort) {
        return Long.parseLong(in.table.item(partition, sort).get("expires").n());
    }

    @Test
    void aLoggedCallFindsTheTranscriptOfItsRunInAnyEnvironment() throws Exception {
        Environment here = environment();
        Environment elsewhere = environment();
        open(here, "a", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        Environment.Model model = here.nextModel();
        model.run().started("1", "current_time", "{\"timezone\": \"UTC\"}");
        LineFixture.plan("It rains").forEach(model::say);
        model.finish();
        assertThat(invocation).succeedsWithin(PATIENCE);

        assertThat(elsewhere.transcripts.find(new Owner("ann"), model.run().id()))
                .isInstanceOfSatisfying(Transcripts.Found.Ended.class, found -> {
                    assertThat(found.transcript().prompt()).isEqualTo("It rains");
                    assertThat(found.transcript().steps().get(0).toString()).contains("{\"timezone\": \"UTC\"}");
                });
        assertThat(elsewhere.transcripts.find(new Owner("bob"), model.run().id()))
                .isInstanceOf(Transcripts.Found.Unknown.class);
        assertThat(elsewhere.transcripts.find(new Owner("ann"), "no run"))
                .isInstanceOf(Transcripts.Found.Unknown.class);
    }
}
