package io.calledit.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.calledit.prediction.Transcript;
import io.calledit.prediction.Transcript.Ending;
import io.calledit.prediction.Transcript.Step;

/** Transcripts as JSON. Written out field by field like entries, since entries hold hashes of it. */
final class TranscriptJson {

    /** Of the form below. */
    private static final int VERSION = 1;

    private TranscriptJson() {}

    /** The canonical form. */
    static String write(Transcript transcript) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("v", VERSION)
                .put("runId", transcript.runId())
                .put("prompt", transcript.prompt())
                .put("timezone", transcript.timezone())
                .put("startedAt", Moment.written(transcript.startedAt()))
                .put("durationMs", transcript.took());
        ending(json, transcript.ending());
        ArrayNode steps = json.putArray("steps");
        transcript.steps().forEach(step -> step(steps.addObject().put("at", step.at()), step));
        return HashChain.canonical(json.toString());
    }

    private static void ending(ObjectNode json, Ending ending) {
        if (ending instanceof Ending.Complete complete) {
            json.put("outcome", "complete").put("model", complete.model());
            EntryJson.plan(json.putObject("plan"), complete.plan());
            complete.usage().ifPresent(usage -> json.putObject("usage")
                    .put("inputTokens", usage.inputTokens())
                    .put("outputTokens", usage.outputTokens()));
        } else if (ending instanceof Ending.Failed failed) {
            json.put("outcome", "error").put("code", failed.code()).put("message", failed.message());
        } else {
            json.put("outcome", "stopped");
        }
    }

    private static void step(ObjectNode json, Step step) {
        if (step instanceof Step.Text text) {
            json.put("type", "text").put("content", text.content());
        } else if (step instanceof Step.Tool tool) {
            // As text: a number in it may be one that has no canonical form.
            json.put("type", "tool")
                    .put("name", tool.name())
                    .put("input", tool.input())
                    .put("state", state(tool.state()));
            tool.took().ifPresent(took -> json.put("durationMs", took));
        } else if (step instanceof Step.Retrying retrying) {
            json.put("type", "retrying").put("message", retrying.message());
        } else if (step instanceof Step.Repairing repairing) {
            json.put("type", "repairing").put("message", repairing.message());
        }
    }

    private static String state(Step.Tool.State state) {
        return switch (state) {
            case STARTED -> "started";
            case DONE -> "done";
            case FAILED -> "failed";
        };
    }
}
