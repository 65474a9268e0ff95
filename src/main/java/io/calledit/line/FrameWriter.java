package io.calledit.line;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.langchain4j.model.output.TokenUsage;

/** Writes frames as the protocol's JSON. */
@ApplicationScoped
public class FrameWriter {

    private static final JsonStringEncoder TEXT = JsonStringEncoder.getInstance();

    private final ObjectMapper json;

    FrameWriter(ObjectMapper json) {
        this.json = json;
    }

    /** The frame as it is sent. */
    public String write(Frame frame) {
        // One in a hundred frames isn't text: these are put together by hand, the others by the book.
        return frame instanceof Frame.Text text ? text(text) : other(frame);
    }

    private static String text(Frame.Text frame) {
        String content = frame.content();
        StringBuilder out = new StringBuilder(96 + content.length() + content.length() / 8);
        out.append("{\"type\":\"text\",\"runId\":\"").append(frame.runId()).append("\",\"seq\":").append(frame.seq());
        if (frame.from() != frame.seq()) {
            out.append(",\"from\":").append(frame.from());
        }
        out.append(",\"content\":\"");
        TEXT.quoteAsString(content, out);
        return out.append("\"}").toString();
    }

    private String other(Frame frame) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            write(frame, to);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private void write(Frame frame, JsonGenerator to) throws IOException {
        if (frame instanceof Frame.Processing processing) {
            head("status", processing, to);
            to.writeStringField("status", "processing");
            to.writeStringField("message", processing.message());
            to.writeStringField("prompt", processing.prompt());
            to.writeStringField("timezone", processing.timezone());
        } else if (frame instanceof Frame.Retrying retrying) {
            head("status", retrying, to);
            to.writeStringField("status", "retrying");
            to.writeStringField("message", retrying.message());
            to.writeNumberField("attempt", retrying.attempt());
            to.writeNumberField("retryInMs", retrying.in().toMillis());
        } else if (frame instanceof Frame.Repairing repairing) {
            head("status", repairing, to);
            to.writeStringField("status", "repairing");
            to.writeStringField("message", repairing.message());
        } else if (frame instanceof Frame.Finished finished) {
            head("status", finished, to);
            to.writeStringField("status", "complete");
        } else if (frame instanceof Frame.Tool tool) {
            head("tool", tool, to);
            tool(tool, to);
        } else if (frame instanceof Frame.Complete complete) {
            head("complete", complete, to);
            to.writePOJOField("content", complete.plan());
            to.writeStringField("model", complete.model());
            usage(complete.usage(), to);
        } else if (frame instanceof Frame.Failed failed) {
            head("error", failed, to);
            problem(failed.problem(), to);
        } else if (frame instanceof Frame.Stopped stopped) {
            head("stopped", stopped, to);
        } else if (frame instanceof Frame.Refused refused) {
            to.writeStringField("type", "error");
            problem(refused.problem(), to);
        } else if (frame instanceof Frame.Pong) {
            to.writeStringField("type", "pong");
        } else {
            throw new IllegalArgumentException("no JSON for " + frame.getClass().getSimpleName());
        }
    }

    private static void head(String type, Frame.OfRun frame, JsonGenerator to) throws IOException {
        to.writeStringField("type", type);
        to.writeStringField("runId", frame.runId());
        to.writeNumberField("seq", frame.seq());
        if (frame.from() != frame.seq()) {
            to.writeNumberField("from", frame.from());
        }
    }

    private void tool(Frame.Tool tool, JsonGenerator to) throws IOException {
        to.writeStringField("id", tool.id());
        to.writeStringField("name", tool.name());
        to.writeFieldName("input");
        input(tool.input(), to);
        to.writeStringField("state", tool.state().wireName());
        if (tool.took() != null) {
            to.writeNumberField("durationMs", tool.took().toMillis());
        }
    }

    /** A model's arguments are JSON if it kept to the rules, and are passed on as text if it didn't. */
    private void input(String arguments, JsonGenerator to) throws IOException {
        JsonNode parsed = null;
        if (arguments != null && !arguments.isBlank()) {
            try {
                parsed = json.readTree(arguments);
            } catch (IOException notJson) {
                to.writeString(arguments);
                return;
            }
        }
        json.writeTree(to, parsed == null ? json.createObjectNode() : parsed);
    }

    private static void usage(TokenUsage usage, JsonGenerator to) throws IOException {
        if (usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null) {
            return;
        }
        to.writeObjectFieldStart("usage");
        to.writeNumberField("inputTokens", usage.inputTokenCount());
        to.writeNumberField("outputTokens", usage.outputTokenCount());
        to.writeEndObject();
    }

    private static void problem(Problem problem, JsonGenerator to) throws IOException {
        to.writeStringField("message", problem.message());
        to.writeStringField("code", problem.code().wireName());
        to.writeBooleanField("retryable", problem.retryable());
        if (problem.retryAfter().isPresent()) {
            to.writeNumberField("retryAfterMs", problem.retryAfter().get().toMillis());
        }
    }
}
