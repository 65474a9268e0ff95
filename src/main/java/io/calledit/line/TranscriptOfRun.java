package io.calledit.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.langchain4j.model.output.TokenUsage;
import io.calledit.prediction.Transcript;
import io.calledit.prediction.Transcript.Ending;
import io.calledit.prediction.Transcript.Step;

/** Reads a run's frames, from the first to the last, as what happened. */
public final class TranscriptOfRun {

    /** Nobody sees text come in smaller steps than this, and a transcript of all tokens would be mostly times. */
    private static final int JOINED_WITHIN_MILLIS = 50;

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> tools = new HashMap<>(); // by the model's id: where among the steps
    private final StringBuilder text = new StringBuilder();
    private int textAt;
    private int endedAt;
    private Ending ending;

    /**
     * @param run one that has ended
     * @param startedAt when
     */
    static Transcript of(Run run, Instant startedAt) {
        TranscriptOfRun reading = new TranscriptOfRun();
        run.log().replay(0, reading::take);
        return reading.transcript(run.id(), run.call().prompt(), run.call().zone().getId(), startedAt);
    }

    /** What was taken, once that was the last frame. */
    public Transcript transcript(String runId, String prompt, String timezone, Instant startedAt) {
        return new Transcript(runId, prompt, timezone, startedAt, endedAt, ending, steps);
    }

    /** Takes the next frame, so many milliseconds after the start. */
    public void take(int at, Frame.OfRun frame) {
        if (frame instanceof Frame.Text words) {
            if (!text.isEmpty() && at - textAt >= JOINED_WITHIN_MILLIS) {
                writeText();
            }
            if (text.isEmpty()) {
                textAt = at;
            }
            text.append(words.content());
            return;
        }
        writeText();
        if (frame instanceof Frame.Tool tool) {
            take(at, tool);
        } else if (frame instanceof Frame.Retrying retrying) {
            steps.add(new Step.Retrying(at, retrying.message()));
        } else if (frame instanceof Frame.Repairing repairing) {
            steps.add(new Step.Repairing(at, repairing.message()));
        } else if (frame instanceof Frame.Complete complete) {
            end(at, new Ending.Complete(complete.plan(), complete.model(), usage(complete.usage())));
        } else if (frame instanceof Frame.Failed failed) {
            end(at, new Ending.Failed(failed.problem().code().wireName(), failed.problem().message()));
        } else if (frame instanceof Frame.Stopped) {
            end(at, new Ending.Stopped());
        }
    }

    private void writeText() {
        if (!text.isEmpty()) {
            steps.add(new Step.Text(textAt, text.toString()));
            text.setLength(0);
        }
    }

    /** A tool is one step, at the time at which it began. */
    private void take(int at, Frame.Tool tool) {
        // Models number their tools as they like, and some begin anew with each turn.
        Integer begun = tool.state() == Frame.Tool.State.STARTED ? null : tools.get(tool.id());
        Step.Tool step = new Step.Tool(
                begun == null ? at : steps.get(begun).at(),
                tool.name(),
                tool.input() == null ? "" : tool.input(),
                Step.Tool.State.valueOf(tool.state().name()),
                Optional.ofNullable(tool.took()).map(took -> (int) took.toMillis()));
        if (begun == null) {
            tools.put(tool.id(), steps.size());
            steps.add(step);
        } else {
            steps.set(begun, step);
        }
    }

    private void end(int at, Ending ending) {
        endedAt = at;
        this.ending = ending;
    }

    private static Optional<Transcript.Usage> usage(TokenUsage usage) {
        return usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null
                ? Optional.empty()
                : Optional.of(new Transcript.Usage(usage.inputTokenCount(), usage.outputTokenCount()));
    }
}
