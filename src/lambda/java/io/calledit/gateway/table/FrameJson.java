package io.calledit.gateway.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.langchain4j.model.output.TokenUsage;
import io.calledit.line.ErrorCode;
import io.calledit.line.Frame;
import io.calledit.line.Problem;
import io.calledit.planning.PlanChecker;

/**
 * Frames as they are stored: not as they are sent, which would lose how a model wrote its tools' arguments and where one
 * token ends and the next begins.
 *
 * <p>Text in a row is one object: what was said ({@code said}), how long each token is ({@code lengths}), and when each came
 * ({@code at}).
 */
@ApplicationScoped
class FrameJson {

    private final ObjectMapper json;
    private final PlanChecker plans;

    FrameJson(ObjectMapper json, PlanChecker plans) {
        this.json = json;
        this.plans = plans;
    }

    String write(List<TimedFrame> frames) {
        ArrayNode all = json.createArrayNode();
        ObjectNode text = null;
        StringBuilder said = new StringBuilder();
        for (TimedFrame timed : frames) {
            if (timed.frame() instanceof Frame.Text words) {
                if (text == null) {
                    text = all.addObject().put("is", "text");
                    text.putArray("at");
                    text.putArray("lengths");
                    said.setLength(0);
                }
                text.withArray("at").add(timed.at());
                text.withArray("lengths").add(words.content().length());
                text.put("said", said.append(words.content()).toString());
            } else {
                text = null;
                write(timed.frame(), all.addObject().put("at", timed.at()));
            }
        }
        return all.toString();
    }

    private void write(Frame.OfRun frame, ObjectNode to) {
        if (frame instanceof Frame.Processing processing) {
            to.put("is", "processing")
                    .put("message", processing.message())
                    .put("prompt", processing.prompt())
                    .put("timezone", processing.timezone());
        } else if (frame instanceof Frame.Retrying retrying) {
            to.put("is", "retrying")
                    .put("message", retrying.message())
                    .put("attempt", retrying.attempt())
                    .put("in", retrying.in().toMillis());
        } else if (frame instanceof Frame.Repairing repairing) {
            to.put("is", "repairing").put("message", repairing.message());
        } else if (frame instanceof Frame.Finished) {
            to.put("is", "finished");
        } else if (frame instanceof Frame.Tool tool) {
            to.put("is", "tool")
                    .put("id", tool.id())
                    .put("name", tool.name())
                    .put("input", tool.input())
                    .put("state", tool.state().name());
            if (tool.took() != null) {
                to.put("took", tool.took().toMillis());
            }
        } else if (frame instanceof Frame.Complete complete) {
            to.put("is", "complete").put("model", complete.model()).set("plan", json.valueToTree(complete.plan()));
            TokenUsage usage = complete.usage();
            if (usage != null) {
                to.put("inputTokens", usage.inputTokenCount()).put("outputTokens", usage.outputTokenCount());
            }
        } else if (frame instanceof Frame.Failed failed) {
            Problem problem = failed.problem();
            to.put("is", "failed")
                    .put("code", problem.code().name())
                    .put("message", problem.message())
                    .put("retryable", problem.retryable());
            problem.retryAfter().ifPresent(wait -> to.put("retryAfter", wait.toMillis()));
        } else if (frame instanceof Frame.Stopped) {
            to.put("is", "stopped");
        } else {
            throw new IllegalArgumentException("no JSON for " + frame.getClass().getSimpleName());
        }
    }

    /** @param firstSeq the number of the first of them */
    List<TimedFrame> read(String stored, String runId, int firstSeq) {
        JsonNode all;
        try {
            all = json.readTree(stored);
        } catch (IOException e) {
            throw new UncheckedIOException("Frames of run " + runId + " can't be read.", e);
        }
        List<TimedFrame> frames = new ArrayList<>();
        for (JsonNode kept : all) {
            if (kept.path("is").asText().equals("text")) {
                readText(kept, runId, firstSeq, frames);
            } else {
                frames.add(new TimedFrame(kept.path("at").asInt(), frame(kept, runId, firstSeq + frames.size())));
            }
        }
        return frames;
    }

    private static void readText(JsonNode kept, String runId, int firstSeq, List<TimedFrame> to) {
        String said = kept.path("said").asText();
        int from = 0;
        for (int i = 0; i < kept.path("lengths").size(); i++) {
            int end = from + kept.path("lengths").path(i).asInt();
            to.add(new TimedFrame(
                    kept.path("at").path(i).asInt(),
                    new Frame.Text(runId, firstSeq + to.size(), said.substring(from, end))));
            from = end;
        }
    }

    private Frame.OfRun frame(JsonNode kept, String runId, int seq) {
        String message = kept.path("message").asText();
        return switch (kept.path("is").asText()) {
            case "processing" -> new Frame.Processing(
                    runId, seq, message, kept.path("prompt").asText(), kept.path("timezone").asText());
            case "retrying" -> new Frame.Retrying(
                    runId, seq, message, kept.path("attempt").asInt(), millis(kept.path("in")));
            case "repairing" -> new Frame.Repairing(runId, seq, message);
            case "finished" -> new Frame.Finished(runId, seq);
            case "tool" -> new Frame.Tool(
                    runId,
                    seq,
                    kept.path("id").textValue(),
                    kept.path("name").textValue(),
                    kept.path("input").textValue(),
                    Frame.Tool.State.valueOf(kept.path("state").asText()),
                    kept.has("took") ? millis(kept.path("took")) : null);
            case "complete" -> new Frame.Complete(
                    runId, seq, plans.checkOfAnyDate(kept.path("plan")), kept.path("model").asText(), usage(kept));
            case "failed" -> new Frame.Failed(runId, seq, new Problem(
                    ErrorCode.valueOf(kept.path("code").asText()),
                    message,
                    kept.path("retryable").asBoolean(),
                    kept.has("retryAfter") ? Optional.of(millis(kept.path("retryAfter"))) : Optional.empty()));
            case "stopped" -> new Frame.Stopped(runId, seq);
            default -> throw new IllegalArgumentException("Frame " + seq + " of run " + runId + " is none.");
        };
    }

    private static TokenUsage usage(JsonNode kept) {
        return kept.has("inputTokens")
                ? new TokenUsage(count(kept.path("inputTokens")), count(kept.path("outputTokens")))
                : null;
    }

    private static Integer count(JsonNode tokens) {
        return tokens.isNumber() ? Integer.valueOf(tokens.intValue()) : null;
    }

    private static Duration millis(JsonNode number) {
        return Duration.ofMillis(number.asLong());
    }
}
