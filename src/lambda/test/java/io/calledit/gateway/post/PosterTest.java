package io.calledit.gateway.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.line.ErrorCode;
import io.calledit.line.Frame;
import io.calledit.line.FrameLog;
import io.calledit.line.LineFixture;
import io.calledit.line.Problem;
import io.calledit.prediction.Plan;
import io.calledit.prediction.VerificationMethod;

class PosterTest {

    private static final String RUN = "5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10";
    private static final Plan PLAN = new Plan(
            "It rains",
            OffsetDateTime.parse("2030-01-01T23:59:59-05:00"),
            new VerificationMethod(List.of("source"), List.of("criterion"), List.of("step")),
            List.of());

    private final TimeByHand time = new TimeByHand();
    private final Gateway gateway = new Gateway();
    private final FrameLog log = new FrameLog();
    private CompletableFuture<Poster.End> end;
    private double endedAt; // in milliseconds

    /** What was posted, and when that began, in milliseconds. */
    private record Posted(double at, JsonNode frame) {}

    /** Posts take their time, in which other things happen. */
    private final class Gateway extends Posts {

        private final List<Posted> posted = new ArrayList<>();
        private final Deque<Outcome> outcomes = new ArrayDeque<>();
        private double takes = 40;

        @Override
        public Outcome post(URI gateway, String connectionId, String frame) {
            try {
                posted.add(new Posted(time.millis(), LineFixture.JSON.readTree(frame)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            time.pass(takes);
            return outcomes.isEmpty() ? Outcome.POSTED : outcomes.poll();
        }

        /** Everything as {@code seq@milliseconds}, or {@code from-seq@milliseconds} where it was joined. */
        private List<String> posts() {
            return posted.stream().map(post -> {
                String seq = post.frame().path("seq").asText();
                String from = post.frame().has("from") ? post.frame().path("from").asText() + "-" : "";
                return from + seq + "@" + Math.round(post.at());
            }).toList();
        }

        private JsonNode last() {
            return posted.get(posted.size() - 1).frame();
        }
    }

    @BeforeEach
    void read() {
        end = readAfter(0);
    }

    private CompletableFuture<Poster.End> readAfter(int seq) {
        CompletableFuture<Poster.End> posting = poster().post(log, seq);
        posting.thenRun(() -> endedAt = time.millis());
        return posting;
    }

    private Poster poster() {
        return new Poster(gateway, LineFixture.frames(), time, time::nanoTime, URI.create("https://gateway.invalid"), "a");
    }

    private void append(IntFunction<Frame.OfRun> frame) {
        assertThat(log.append(frame)).isTrue();
    }

    private void text() {
        append(seq -> new Frame.Text(RUN, seq, "word "));
    }

    private void tool() {
        append(seq -> new Frame.Tool(RUN, seq, "1", "current_time", "{}", Frame.Tool.State.STARTED, null));
    }

    private void finished() {
        append(seq -> new Frame.Finished(RUN, seq));
    }

    private void complete() {
        append(PosterTest::plan);
    }

    private void stopped() {
        append(seq -> new Frame.Stopped(RUN, seq));
    }

    private static Frame.OfRun plan(int seq) {
        return new Frame.Complete(RUN, seq, PLAN, "a model", null);
    }

    @Test
    void textThatComesWhileAPostIsUnderWayGathersForHalfAsLongAsThatTook() {
        time.in(0, this::text);
        time.in(10, this::text);
        time.in(20, this::text);
        time.in(50, this::text);
        time.pass(59);
        assertThat(gateway.posts()).containsExactly("1@0");

        time.pass(1);
        assertThat(gateway.posts()).containsExactly("1@0", "2-4@60");
        assertThat(gateway.last().path("content").asText()).isEqualTo("word word word ");
    }

    @Test
    void textGathersForATenthOfASecondAtMost() {
        gateway.takes = 3_000;
        time.in(0, this::text);
        time.in(1_000, this::text);
        time.pass(3_099);
        assertThat(gateway.posts()).containsExactly("1@0");

        time.pass(1);
        assertThat(gateway.posts()).containsExactly("1@0", "2@3100");
    }

    @Test
    void thatAPostHadToBeMadeAgainDoesNotMakeTextGatherLonger() {
        gateway.outcomes.add(Posts.Outcome.LATER);
        time.in(0, this::text);
        time.in(10, this::text);
        time.pass(1_000);

        assertThat(gateway.posted).hasSize(3);
        assertThat(gateway.posts().get(1)).startsWith("1@");
        assertThat(gateway.posted.get(2).at() - gateway.posted.get(1).at()).isEqualTo(60);
    }

    @Test
    void textThatComesToAnIdleLineIsPostedAtOnce() {
        time.in(0, this::text);
        time.in(61, this::text);
        time.in(200, this::text);
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2@61", "3@200");
    }

    @Test
    void whatIsNoTextEndsTheWaitOfTheTextBeforeIt() {
        time.in(0, this::text);
        time.in(10, this::text);
        time.in(45, this::tool);
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2@45", "3@85");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aWaitThatWasEndedDoesNotShortenALaterOne() {
        gateway.takes = 200;
        time.in(0, this::text); // up to 200, and text would gather up to 300
        time.in(10, this::text);
        time.in(100, () -> gateway.takes = 30);
        time.in(205, this::tool);
        time.in(240, this::text);
        time.in(270, this::text); // gathers from 295 to 310
        time.pass(400);

        assertThat(gateway.posts()).containsExactly("1@0", "2@205", "3@235", "4@265", "5@310");
    }

    @Test
    void theEndOfARunEndsTheWaitOfTheTextBeforeIt() {
        time.in(0, this::text);
        time.in(10, this::text);
        time.in(45, this::stopped);
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2@45", "3@85");
        assertThat(end).isCompletedWithValue(Poster.End.ALL_POSTED);
    }

    @Test
    void nothingGathersWhereMoreThanTextIsThereAlready() {
        time.in(0, this::text);
        time.in(10, this::text);
        time.in(20, this::tool);
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2@40", "3@80");
    }

    @Test
    void afterAnythingButTextTheNextTextIsPostedAtOnce() {
        time.in(0, this::text);
        time.in(45, this::tool);
        time.in(50, this::text);
        time.in(150, this::tool);
        time.in(250, this::text);
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2@45", "3@85", "4@150", "5@250");
    }

    @Test
    void aReaderThatLeavesWhileTextGathersIsDoneAtOnce() {
        time.in(0, this::text);
        time.in(10, this::text);
        time.in(45, () -> log.leave("a"));
        time.pass(45);

        assertThat(endedAt).isEqualTo(45);
        assertThat(end).isCompletedWithValue(Poster.End.ALL_POSTED);
        assertThat(time.waiting()).isZero();
        time.pass(300);
        assertThat(gateway.posts()).containsExactly("1@0");
    }

    @Test
    void aConnectionThatGoesWhileTextGathersIsGoneWithTheNextPost() {
        gateway.outcomes.addAll(List.of(Posts.Outcome.POSTED, Posts.Outcome.GONE));
        time.in(0, this::text);
        time.in(10, this::text);
        time.pass(300);
        text();
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2@60");
        assertThat(end).isCompletedWithValue(Poster.End.GONE);
    }

    @Test
    void thatTheModelHasFinishedIsToldTogetherWithThePlan() {
        time.in(0, this::text);
        time.in(45, () -> {
            finished();
            complete();
        });
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2-3@45");
        assertThat(gateway.last().path("type").asText()).isEqualTo("complete");
        assertThat(end).isCompletedWithValue(Poster.End.ALL_POSTED);
    }

    @Test
    void whatALogHasHasItIsNotJoined() {
        finished();
        complete();
        time.pass(300);
        List<Frame.OfRun> kept = new ArrayList<>();
        log.replay(0, (at, frame) -> kept.add(frame));

        assertThat(gateway.posts()).containsExactly("1-2@0");
        assertThat(kept).containsExactly(new Frame.Finished(RUN, 1), plan(2));
    }

    @Test
    void aReaderThatKnowsThatTheModelHasFinishedIsToldThePlanAlone() {
        finished();
        complete();
        time.pass(300);
        end = readAfter(1);
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1-2@0", "2@300");
        assertThat(end).isCompletedWithValue(Poster.End.ALL_POSTED);
    }

    static List<IntFunction<Frame.OfRun>> whatMayFollowInsteadOfAPlan() {
        return List.of(
                seq -> new Frame.Failed(RUN, seq, Problem.of(ErrorCode.INTERNAL, "Ours.")),
                seq -> new Frame.Stopped(RUN, seq));
    }

    @ParameterizedTest
    @MethodSource("whatMayFollowInsteadOfAPlan")
    void whatFollowsInsteadOfAPlanIsToldByItself(IntFunction<Frame.OfRun> other) {
        time.in(0, this::finished);
        time.in(0, () -> append(other));
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2@40");
        assertThat(end).isCompletedWithValue(Poster.End.ALL_POSTED);
        assertThat(endedAt).isEqualTo(80);
    }

    @Test
    void whatFollowsInsteadOfAnEndIsToldByItselfAndTheRunGoesOn() {
        finished();
        append(seq -> new Frame.Repairing(RUN, seq, "No plan."));
        text();
        time.pass(200);
        finished();
        complete();
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@0", "2@40", "3@80", "4-5@200");
    }

    @Test
    void theOrderIsKeptWhereTheFirstOfTheTwoIsMadeAgain() {
        gateway.outcomes.add(Posts.Outcome.LATER);
        finished();
        stopped();
        time.pass(1_000);

        assertThat(gateway.posted).extracting(post -> post.frame().path("seq").asInt()).containsExactly(1, 1, 2);
    }

    @Test
    void nothingFollowsTheFirstOfTheTwoIfNobodyIsThereForIt() {
        gateway.outcomes.add(Posts.Outcome.GONE);
        finished();
        stopped();
        time.pass(1_000);

        assertThat(gateway.posts()).containsExactly("1@0");
        assertThat(end).isCompletedWithValue(Poster.End.GONE);
    }

    @Test
    void thatTheModelHasFinishedIsNotLostOnAReaderThatLeavesBeforeThePlan() {
        time.in(0, this::finished);
        time.in(10, () -> log.leave("a"));
        time.pass(300);

        assertThat(gateway.posts()).containsExactly("1@10");
        assertThat(end).isCompletedWithValue(Poster.End.ALL_POSTED);
        assertThat(endedAt).isEqualTo(50);
    }

    @Test
    void anAnswerIsPostedByItself() {
        CompletableFuture<Poster.End> answered = poster().post(new Frame.Pong());
        time.pass(40);

        assertThat(gateway.last().path("type").asText()).isEqualTo("pong");
        assertThat(answered).isCompletedWithValue(Poster.End.ALL_POSTED);
    }

    /** 500 tokens at 50 a second, 50 ms a post, half of it before the client has the frame; from wherever a post then is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70})
    void aRunTakesLessThanAThirdOfTheCallsThatItHasTokensAndEndsTwoPostsAfterTheModel(int offset) {
        gateway.takes = 50;
        Duration pace = Duration.ofMillis(20);
        append(seq -> new Frame.Processing(RUN, seq, "Drafting a plan", "It rains", "UTC"));
        time.in(offset, this::text);
        for (int token = 1; token <= 500; token++) {
            time.in(100 + token * pace.toMillis(), this::text);
        }
        double modelsEnd = 100 + 501 * pace.toMillis();
        time.in(modelsEnd, () -> {
            finished();
            complete();
        });
        time.pass(20_000);

        assertThat(end).isCompletedWithValue(Poster.End.ALL_POSTED);
        assertThat(gateway.posted.size()).isLessThan(502 / 3);
        assertThat(gateway.posted.get(gateway.posted.size() - 1).at() + 25 - modelsEnd).isLessThanOrEqualTo(105);
    }
}
