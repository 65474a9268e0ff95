package io.calledit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.identity.Owner;
import io.calledit.line.LineFixture;

class RunElsewhereTest extends OnTheGateway {

    private static final List<String> PLAN = LineFixture.plan("It rains");

    @Test
    void theSameRequestInTwoEnvironmentsRunsTheModelOnceAndBothReadAll() throws Exception {
        Environment one = environment();
        Environment other = environment();
        open(one, "a", "ann");
        open(one, "b", "ann");
        String message = makeCall(UUID.randomUUID());

        CompletableFuture<Integer> first = say(one, "a", message);
        CompletableFuture<Integer> second = say(other, "b", message);
        assertThat(eventually(() -> one.models() + other.models() == 1)).succeedsWithin(PATIENCE);
        Environment.Model model = (one.models() == 1 ? one : other).nextModel();
        PLAN.forEach(model::say);
        model.finish();

        List<JsonNode> atA = upToTheEnd("a", 0);
        List<JsonNode> atB = upToTheEnd("b", 0);
        assertThat(text(atA)).isEqualTo(String.join("", PLAN));
        assertThat(text(atB)).isEqualTo(text(atA));
        assertThat(atB.get(0)).isEqualTo(atA.get(0));
        assertThat(atB.get(atB.size() - 1)).isEqualTo(atA.get(atA.size() - 1));
        assertThat(first).succeedsWithin(PATIENCE);
        assertThat(second).succeedsWithin(PATIENCE);
        assertThat(one.models() + other.models()).isZero();
    }

    @Test
    void theSameRequestFromTheSameConnectionIsNotSentTwice() throws Exception {
        Environment one = environment();
        Environment other = environment();
        open(one, "a", "ann");
        String message = makeCall(UUID.randomUUID());
        CompletableFuture<Integer> first = say(one, "a", message);
        Environment.Model model = one.nextModel();
        gateway.next("a");

        assertThat(say(other, "a", message)).succeedsWithin(PATIENCE);
        model.say("one ");
        model.run().stop();

        assertThat(first).succeedsWithin(PATIENCE);
        assertThat(gateway.frames("a")).hasSize(2);
        assertThat(other.models()).isZero();
    }

    @Test
    void aRunIsStoppedAtTheModelFromAnotherEnvironment() throws Exception {
        Environment here = environment();
        Environment elsewhere = environment();
        open(here, "a", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        Environment.Model model = here.nextModel();
        model.say("one ");

        assertThat(say(elsewhere, "a", stop(model.run().id()))).succeedsWithin(PATIENCE);

        assertThat(invocation).succeedsWithin(PATIENCE);
        assertThat(LineFixture.modelIsStopped(model.run())).isTrue();
        List<JsonNode> frames = upToTheEnd("a", 0);
        assertThat(frames.get(frames.size() - 1).path("type").asText()).isEqualTo("stopped");
    }

    @Test
    void aRunIsResumedAfterAnyFrameThoughItWasSentJoined() throws Exception {
        Environment here = environment();
        Environment elsewhere = environment();
        open(here, "a", "ann");
        open(here, "b", "ann");
        Semaphore posts = gateway.hold("a");
        call(here, "a");
        Environment.Model model = here.nextModel();
        gateway.awaitPosts(1);
        model.say("one ", "two ", "three ", "four ");
        posts.release(1_000);
        gateway.next("a");
        JsonNode joined = gateway.next("a");
        assertThat(joined.path("from").asInt()).isEqualTo(2);
        assertThat(joined.path("seq").asInt()).isEqualTo(5);

        CompletableFuture<Integer> resumed = say(elsewhere, "b", resume(model.run().id(), 3));
        JsonNode rest = gateway.next("b");
        assertThat(rest.path("from").asInt()).isEqualTo(4);
        assertThat(rest.path("content").asText()).isEqualTo("three four ");
        model.say("five ");
        model.run().stop();

        assertThat(text(upToTheEnd("b", 5))).isEqualTo("five ");
        assertThat(resumed).succeedsWithin(PATIENCE);
    }

    @Test
    void aConnectionThatResumesTheRunThatItReadsIsSentEachFrameByOneReaderOnly() throws Exception {
        Environment here = environment();
        Environment elsewhere = environment();
        open(here, "a", "ann");
        call(here, "a");
        Environment.Model model = here.nextModel();
        model.say("one ", "two ", "three ");
        int seen = 0;
        while (seen < 4) {
            seen = gateway.next("a").path("seq").asInt();
        }

        CompletableFuture<Integer> resumed = say(elsewhere, "a", resume(model.run().id(), 2));
        JsonNode again = gateway.next("a");
        for (String word : List.of("four ", "five ", "six ")) {
            model.say(word);
        }
        model.run().stop();
        List<JsonNode> frames = upToTheEnd("a", again.path("seq").asInt());

        assertThat(again.path("from").asInt(again.path("seq").asInt())).isEqualTo(3);
        assertThat(again.path("content").asText() + text(frames)).isEqualTo("two three four five six ");
        assertThat(resumed).succeedsWithin(PATIENCE);
        assertThat(gateway.frames("a")).isEmpty();
    }

    @Test
    void aRunGoesOnForAsLongAsSomebodyElseReadsIt() throws Exception {
        Environment here = environment("calledit.line.grace", "1ms");
        Environment elsewhere = environment();
        open(here, "a", "ann");
        open(here, "b", "ann");
        CompletableFuture<Integer> invocation = call(here, "a");
        Environment.Model model = here.nextModel();
        say(elsewhere, "b", resume(model.run().id(), 0));
        gateway.next("b");

        gateway.hangUp("a");
        model.say("one ");
        assertThat(eventually(() -> here.table.connections.owner("a").isEmpty())).succeedsWithin(PATIENCE);
        long beat = here.table.runs.find(model.run().id()).orElseThrow().beat();
        assertThat(eventually(() -> here.table.runs.find(model.run().id()).orElseThrow().beat() > beat + 5))
                .succeedsWithin(PATIENCE);
        assertThat(model.run().log().hasEnded()).isFalse();
        gateway.hangUp("b");
        model.say("two ");

        assertThat(invocation).succeedsWithin(PATIENCE);
        assertThat(LineFixture.modelIsStopped(model.run())).isTrue();
    }

    @Test
    void aRunThatHasEndedCanBeReadAgain() throws Exception {
        Environment here = environment();
        Environment elsewhere = environment();
        open(here, "a", "ann");
        UUID request = UUID.randomUUID();
        CompletableFuture<Integer> invocation = say(here, "a", makeCall(request));
        Environment.Model model = here.nextModel();
        PLAN.forEach(model::say);
        model.finish();
        assertThat(invocation).succeedsWithin(PATIENCE);
        List<JsonNode> first = upToTheEnd("a", 0);

        assertThat(say(elsewhere, "a", makeCall(request))).succeedsWithin(PATIENCE);
        List<JsonNode> again = upToTheEnd("a", 0);

        assertThat(text(again)).isEqualTo(text(first));
        assertThat(again.get(again.size() - 1)).isEqualTo(first.get(first.size() - 1));
        int last = first.get(first.size() - 1).path("seq").asInt();
        assertThat(say(elsewhere, "a", resume(model.run().id(), last))).succeedsWithin(PATIENCE);
        assertThat(gateway.frames("a")).isEmpty();
    }

    @Test
    void aRunWhoseEnvironmentIsGoneEndsInAnErrorForWhoeverReadsIt() throws Exception {
        Environment elsewhere = environment();
        open(elsewhere, "b", "ann");
        String run = UUID.randomUUID().toString();
        elsewhere.table.runs.began(run, new Owner("ann"), "a", "place");

        CompletableFuture<Integer> resumed = say(elsewhere, "b", resume(run, 0));

        assertThat(gateway.next("b").path("code").asText()).isEqualTo("internal");
        assertThat(resumed).succeedsWithin(PATIENCE);
        assertThat(elsewhere.table.runs.find(run).orElseThrow().hasEnded()).isTrue();
    }
}
