package io.calledit.sight;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of a run that has ended, without a word of what was asked or answered.
 *
 * @param outcome {@code complete}, {@code stopped}, or the code of the error that ended it
 * @param firstWords from the start to the model's first words; null where there were none
 * @param model the model's own name; null where it never said
 * @param tokens null where the model doesn't count them
 * @param retries how often the model was tried again
 * @param frames how many frames there were of each type
 */
public record RunReport(
        String runId,
        String outcome,
        Instant started,
        Duration took,
        Duration firstWords,
        String model,
        Tokens tokens,
        int retries,
        Map<String, Integer> frames,
        List<Stretch> turns,
        List<ToolUse> tools) {

    public RunReport {
        requireNonNull(runId, "runId");
        requireNonNull(outcome, "outcome");
        requireNonNull(started, "started");
        requireNonNull(took, "took");
        frames = Map.copyOf(frames);
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
    }

    /** Tokens as the model counts them. */
    public record Tokens(long input, long output) {}

    /** A part of a run, both ends counted from the run's start. */
    public record Stretch(Duration from, Duration to) {}

    /** One use of a tool. */
    public record ToolUse(String tool, boolean failed, Stretch when) {}

    /** Whether it ended in an error. */
    public boolean failed() {
        return !outcome.equals("complete") && !outcome.equals("stopped");
    }
}
