package io.calledit.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.langchain4j.model.output.TokenUsage;
import io.calledit.model.ModelSession;
import io.calledit.sight.RunReport;

/** What is noted of a run on its way, to be counted once it has ended. A token costs it one comparison. */
final class RunNotes {

    private final Instant started;
    private final long startedAt = System.nanoTime();
    private final List<RunReport.ToolUse> tools = new ArrayList<>(); // guarded by itself
    private volatile int retries;
    private volatile long firstWordsAt; // 0 before them

    RunNotes(Instant started) {
        this.started = started;
    }

    Instant started() {
        return started;
    }

    /** A frame of text has been appended. */
    void text() {
        if (firstWordsAt == 0) {
            firstWordsAt = System.nanoTime();
        }
    }

    /** A tool has answered. */
    void used(String tool, boolean failed, Duration took) {
        Duration now = since(System.nanoTime());
        Duration from = took.compareTo(now) < 0 ? now.minus(took) : Duration.ZERO;
        synchronized (tools) {
            tools.add(new RunReport.ToolUse(tool, failed, new RunReport.Stretch(from, now)));
        }
    }

    /** The model is tried once more. */
    void retried() {
        retries++; // one try after the other
    }

    /** All that is known of the run, now that its last frame has been appended. */
    RunReport report(String runId, FrameLog log, ModelSession session) {
        long now = System.nanoTime();
        List<RunReport.ToolUse> used;
        synchronized (tools) {
            used = List.copyOf(tools);
        }
        Map<String, Integer> frames = new HashMap<>();
        String outcome = "";
        List<Frame.OfRun> others = log.allButText();
        if (log.lastSeq() > others.size()) {
            frames.put("text", log.lastSeq() - others.size());
        }
        for (Frame.OfRun frame : others) {
            frames.merge(type(frame), 1, Integer::sum);
            outcome = frame instanceof Frame.Failed failed ? failed.problem().code().wireName() : type(frame);
        }
        return new RunReport(
                runId,
                outcome,
                started,
                since(now),
                firstWordsAt == 0 ? null : since(firstWordsAt),
                session.modelName().orElse(null),
                session.usage().flatMap(RunNotes::tokens).orElse(null),
                retries,
                frames,
                session.turns(now).stream()
                        .map(turn -> new RunReport.Stretch(since(turn.startedAt()), since(turn.endedAt())))
                        .toList(),
                used);
    }

    /** The type of a frame that isn't text, as the protocol names it. */
    private static String type(Frame frame) {
        if (frame instanceof Frame.Tool) {
            return "tool";
        }
        if (frame instanceof Frame.Complete) {
            return "complete";
        }
        if (frame instanceof Frame.Failed) {
            return "error";
        }
        return frame instanceof Frame.Stopped ? "stopped" : "status";
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos - startedAt));
    }

    private static Optional<RunReport.Tokens> tokens(TokenUsage usage) {
        return usage.inputTokenCount() == null || usage.outputTokenCount() == null
                ? Optional.empty()
                : Optional.of(new RunReport.Tokens(usage.inputTokenCount(), usage.outputTokenCount()));
    }
}
