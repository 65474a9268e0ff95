package io.calledit.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * The events of a ConverseStream answer, framed as {@code application/vnd.amazon.eventstream}.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">Amazon Event Stream specification</a>
 */
final class EventFrames {

    static final ObjectMapper JSON = new ObjectMapper();

    private EventFrames() {
    }

    static Buffer messageStart() {
        return event("messageStart", JSON.createObjectNode().put("role", "assistant"));
    }

    static Buffer textDelta(int block, String text) {
        var payload = JSON.createObjectNode().put("contentBlockIndex", block);
        payload.putObject("delta").put("text", text);
        return event("contentBlockDelta", payload);
    }

    static Buffer toolStart(int block, String id, String name) {
        var payload = JSON.createObjectNode().put("contentBlockIndex", block);
        payload.putObject("start").putObject("toolUse").put("toolUseId", id).put("name", name);
        return event("contentBlockStart", payload);
    }

    static Buffer toolDelta(int block, String input) {
        var payload = JSON.createObjectNode().put("contentBlockIndex", block);
        payload.putObject("delta").putObject("toolUse").put("input", input);
        return event("contentBlockDelta", payload);
    }

    static Buffer blockStop(int block) {
        return event("contentBlockStop", JSON.createObjectNode().put("contentBlockIndex", block));
    }

    static Buffer messageStop(StopReason reason) {
        return event("messageStop", JSON.createObjectNode().put("stopReason", reason.toString()));
    }

    static Buffer metadata(int inputTokens, int outputTokens, long latencyMs) {
        var payload = JSON.createObjectNode();
        payload.set("usage", usage(inputTokens, outputTokens));
        payload.putObject("metrics").put("latencyMs", latencyMs);
        return event("metadata", payload);
    }

    static ObjectNode usage(int inputTokens, int outputTokens) {
        return JSON.createObjectNode()
                .put("inputTokens", inputTokens)
                .put("outputTokens", outputTokens)
                .put("totalTokens", inputTokens + outputTokens);
    }

    static Buffer exception(String name, String message) {
        return frame("exception", ":exception-type", name, JSON.createObjectNode().put("message", message));
    }

    private static Buffer event(String name, JsonNode payload) {
        return frame("event", ":event-type", name, payload);
    }

    private static Buffer frame(String messageType, String nameHeader, String name, JsonNode payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(nameHeader, HeaderValue.fromString(name));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString(messageType));
        var bytes = new Message(headers, payload.toString().getBytes(StandardCharsets.UTF_8)).toByteBuffer();
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Buffer.buffer(copy);
    }
}
