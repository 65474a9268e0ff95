package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.langchain4j.model.output.TokenUsage;
import io.calledit.ledger.Examples;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Transcript;
import io.calledit.prediction.Transcript.Ending;
import io.calledit.prediction.Transcript.Step;

class TranscriptOfRunTest {

    private static final ClientMessage.MakeCall CALL =
            new ClientMessage.MakeCall("it rains", ZoneId.of("Europe/Paris"), Optional.empty());
    private static final Plan PLAN = Examples.plan("It rains", "2027-01-01T00:00:00Z");

    private final TranscriptOfRun reading = new TranscriptOfRun();
    private int seq;

    private void text(int at, String content) {
        reading.take(at, new Frame.Text("r", ++seq, content));
    }

    private void tool(int at, String id, Frame.Tool.State state, Duration took) {
        reading.take(at, new Frame.Tool("r", ++seq, id, "current_time", "{}", state, took));
    }

    private Transcript transcript() {
        return reading.transcript("r", CALL.prompt(), CALL.zone().getId(), Instant.EPOCH);
    }

    @Test
    void tokensThatComeAlmostTogetherAreOneStep() {
        text(100, "a");
        text(149, "b");
        text(150, "c");
        text(199, "d");
        text(1_000, "e");
        reading.take(1_001, new Frame.Stopped("r", ++seq));

        assertThat(transcript().steps())
                .containsExactly(new Step.Text(100, "ab"), new Step.Text(150, "cd"), new Step.Text(1_000, "e"));
    }

    @Test
    void aToolIsOneStepAndKeepsItsPlaceBetweenTheWords() {
        text(10, "before");
        tool(20, "1", Frame.Tool.State.STARTED, null);
        tool(30, "2", Frame.Tool.State.STARTED, null);
        tool(31, "1", Frame.Tool.State.FAILED, Duration.ofMillis(11));
        text(32, "after");
        reading.take(40, new Frame.Stopped("r", ++seq));

        assertThat(transcript().steps()).containsExactly(
                new Step.Text(10, "before"),
                new Step.Tool(20, "current_time", "{}", Step.Tool.State.FAILED, Optional.of(11)),
                new Step.Tool(30, "current_time", "{}", Step.Tool.State.STARTED, Optional.empty()),
                new Step.Text(32, "after"));
    }

    @Test
    void anIdThatAModelUsesTwiceIsTwoTools() {
        tool(1, "1", Frame.Tool.State.STARTED, null);
        tool(2, "1", Frame.Tool.State.DONE, Duration.ofMillis(1));
        tool(3, "1", Frame.Tool.State.STARTED, null);
        tool(5, "1", Frame.Tool.State.DONE, Duration.ofMillis(2));
        reading.take(6, new Frame.Stopped("r", ++seq));

        assertThat(transcript().steps()).extracting(Step::at).containsExactly(1, 3);
    }

    @Test
    void furtherTriesArePartOfIt() {
        reading.take(3, new Frame.Retrying("r", ++seq, "The model is busy.", 2, Duration.ofSeconds(2)));
        text(2_010, "no plan");
        reading.take(2_020, new Frame.Repairing("r", ++seq, "Anew."));
        text(2_030, "a plan");
        reading.take(2_100, new Frame.Stopped("r", ++seq));

        assertThat(transcript().steps()).containsExactly(
                new Step.Retrying(3, "The model is busy."),
                new Step.Text(2_010, "no plan"),
                new Step.Repairing(2_020, "Anew."),
                new Step.Text(2_030, "a plan"));
    }

    @Test
    void howItEndedIsPartOfIt() {
        reading.take(0, new Frame.Processing("r", 1, "Drafting a plan", "it rains", "Europe/Paris"));
        reading.take(700, new Frame.Finished("r", 2));
        reading.take(701, new Frame.Complete("r", 3, PLAN, "a model", new TokenUsage(12, 34)));

        assertThat(transcript()).isEqualTo(new Transcript("r", "it rains", "Europe/Paris", Instant.EPOCH, 701,
                new Ending.Complete(PLAN, "a model", Optional.of(new Transcript.Usage(12, 34))), List.of()));
    }

    @Test
    void aModelThatCountsNoTokensHasNoUsage() {
        reading.take(1, new Frame.Complete("r", 1, PLAN, "rules", null));

        assertThat(((Ending.Complete) transcript().ending()).usage()).isEmpty();
    }

    @Test
    void aFailureIsToldAsThePersonWasTold() {
        reading.take(9, new Frame.Failed("r", 1, Problem.of(ErrorCode.MODEL_TIMEOUT, "Too long.")));

        assertThat(transcript().ending()).isEqualTo(new Ending.Failed("model_timeout", "Too long."));
    }

    @Test
    void aLogRemembersWhenEachOfItsFramesCame() {
        long before = System.nanoTime();
        FrameLog log = new FrameLog();
        int frames = 1_000;
        for (int i = 0; i < frames; i++) {
            log.append(next -> new Frame.Text("r", next, "t" + next));
        }
        int took = (int) ((System.nanoTime() - before) / 1_000_000);
        List<Integer> times = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();

        log.replay(0, (at, frame) -> {
            times.add(at);
            numbers.add(frame.seq());
        });

        assertThat(numbers).hasSize(frames).isSorted().doesNotHaveDuplicates();
        assertThat(times).hasSize(frames).isSorted();
        assertThat(times.get(0)).isNotNegative();
        assertThat(times.get(frames - 1)).isLessThanOrEqualTo(took);
    }
}
