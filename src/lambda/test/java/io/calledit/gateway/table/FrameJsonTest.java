package io.calledit.gateway.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.langchain4j.model.output.TokenUsage;
import io.calledit.line.ErrorCode;
import io.calledit.line.Frame;
import io.calledit.line.LineFixture;
import io.calledit.line.Problem;
import io.calledit.prediction.Plan;
import io.calledit.prediction.VerificationMethod;

class FrameJsonTest {

    private static final String RUN = "5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10";

    private final FrameJson json = TableFixture.frameJson();

    private List<TimedFrame> andBack(List<TimedFrame> frames) {
        return json.read(json.write(frames), RUN, frames.get(0).frame().seq());
    }

    private static TimedFrame at(int at, Frame.OfRun frame) {
        return new TimedFrame(at, frame);
    }

    @Test
    void everyKindOfFrameIsReadAsItWasWrittenAndSentAsItWouldHaveBeen() {
        Plan plan = new Plan(
                "It rains",
                OffsetDateTime.parse("2030-01-01T23:59:59-05:00"),
                new VerificationMethod(List.of("source"), List.of("criterion"), List.of("step")),
                List.of("a day is local 📈"));
        List<TimedFrame> frames = List.of(
                at(0, new Frame.Processing(RUN, 7, "Drafting a plan", "It rains", "Europe/Paris")),
                at(1, new Frame.Text(RUN, 8, "on\"e ")),
                at(2, new Frame.Text(RUN, 9, "📈")),
                at(2, new Frame.Text(RUN, 10, "\n")),
                at(3, new Frame.Retrying(RUN, 11, "Busy.", 2, Duration.ofMillis(1_500))),
                at(4, new Frame.Text(RUN, 12, "two")),
                at(5, new Frame.Repairing(RUN, 13, "No plan.")),
                at(6, new Frame.Tool(RUN, 14, "1", "is_past", "{ \"when\": 1 }", Frame.Tool.State.STARTED, null)),
                at(7, new Frame.Tool(RUN, 15, "1", "is_past", null, Frame.Tool.State.FAILED, Duration.ofMillis(12))),
                at(8, new Frame.Finished(RUN, 16)),
                at(9, new Frame.Complete(RUN, 17, plan, "a model", new TokenUsage(1, 2))),
                at(9, new Frame.Complete(RUN, 18, plan, "a model", null)),
                at(10, new Frame.Stopped(RUN, 19)),
                at(11, new Frame.Failed(RUN, 20, Problem.of(ErrorCode.RATE_LIMITED, "Slow.", Duration.ofSeconds(2)))),
                at(12, new Frame.Failed(RUN, 21, new Problem(ErrorCode.INTERNAL, "Ours.", false, Optional.empty()))));

        List<TimedFrame> read = andBack(frames);

        assertThat(read).isEqualTo(frames);
        assertThat(read).extracting(timed -> LineFixture.frames().write(timed.frame()))
                .isEqualTo(frames.stream().map(timed -> LineFixture.frames().write(timed.frame())).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "5", "", "not JSON", "{\"a\":1.0}", "null", "{\"a\":1"})
    void whatAModelGaveToAToolStaysAsTheModelWroteIt(String input) {
        List<TimedFrame> frames =
                List.of(at(0, new Frame.Tool(RUN, 1, "1", "current_time", input, Frame.Tool.State.STARTED, null)));

        assertThat(andBack(frames)).isEqualTo(frames);
    }
}
