package io.calledit.model.converse;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetrics;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/**
 * Reads the events of a ConverseStream answer: of their fields those that a conversation with text and tools needs.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html">
 *     ConverseStreamOutput</a>
 */
final class ConverseEvents {

    private static final JsonFactory JSON = new JsonFactory();

    /** What is done with a field of an object; the parser stands at its value. */
    private interface Field {

        void read(String name, JsonParser at) throws IOException;
    }

    private ConverseEvents() {}

    /** @return null for an event that is not known here */
    static ConverseStreamOutput event(String type, byte[] bytes, int from, int length) {
        try (JsonParser json = JSON.createParser(bytes, from, length)) {
            json.nextToken();
            return switch (type) {
                case "contentBlockDelta" -> delta(json);
                case "messageStart" -> messageStart(json);
                case "contentBlockStart" -> contentBlockStart(json);
                case "contentBlockStop" -> contentBlockStop(json);
                case "messageStop" -> messageStop(json);
                case "metadata" -> metadata(json);
                default -> null;
            };
        } catch (IOException e) {
            throw new MalformedStreamException("the JSON of " + type, e);
        }
    }

    /** The exception that the SDK has for it. */
    static BedrockRuntimeException exception(String type, byte[] bytes, int from, int length) {
        String[] message = {null};
        try (JsonParser json = JSON.createParser(bytes, from, length)) {
            json.nextToken();
            object(json, (name, at) -> {
                if (name.equalsIgnoreCase("message")) {
                    message[0] = at.getValueAsString();
                }
            });
        } catch (IOException withoutWords) {
            // Its type says what matters.
        }
        return exception(type, message[0]);
    }

    /** @param message the service's own words, or null */
    static BedrockRuntimeException exception(String type, String message) {
        BedrockRuntimeException.Builder exception = switch (type) {
            case "throttlingException" -> ThrottlingException.builder().statusCode(429);
            case "validationException" -> ValidationException.builder().statusCode(400);
            case "modelStreamErrorException" -> ModelStreamErrorException.builder().statusCode(424);
            case "serviceUnavailableException" -> ServiceUnavailableException.builder().statusCode(503);
            case "internalServerException" -> InternalServerException.builder().statusCode(500);
            default -> BedrockRuntimeException.builder().statusCode(500);
        };
        return (BedrockRuntimeException) exception.message(message == null ? type : message).build();
    }

    private static ConverseStreamOutput delta(JsonParser json) throws IOException {
        ContentBlockDelta[] delta = {null};
        int[] block = {0};
        object(json, (name, at) -> {
            if (name.equals("delta")) {
                object(at, (kind, value) -> {
                    switch (kind) {
                        case "text" -> delta[0] = ContentBlockDelta.fromText(value.getValueAsString());
                        case "toolUse" -> delta[0] = ContentBlockDelta.fromToolUse(
                                ToolUseBlockDelta.builder().input(text("input", value)).build());
                        case "reasoningContent" -> delta[0] = ContentBlockDelta.fromReasoningContent(thought(value));
                        default -> { // nothing that a plan is made of
                        }
                    }
                });
            } else if (name.equals("contentBlockIndex")) {
                block[0] = at.getIntValue();
            }
        });
        return delta[0] == null
                ? null
                : ConverseStreamOutput.contentBlockDeltaBuilder().contentBlockIndex(block[0]).delta(delta[0]).build();
    }

    private static ReasoningContentBlockDelta thought(JsonParser json) throws IOException {
        ReasoningContentBlockDelta[] thought = {ReasoningContentBlockDelta.builder().build()};
        object(json, (name, at) -> {
            switch (name) {
                case "text" -> thought[0] = ReasoningContentBlockDelta.fromText(at.getValueAsString());
                case "signature" -> thought[0] = ReasoningContentBlockDelta.fromSignature(at.getValueAsString());
                default -> { // what a guardrail or the model keeps to itself
                }
            }
        });
        return thought[0];
    }

    private static ConverseStreamOutput messageStart(JsonParser json) throws IOException {
        return ConverseStreamOutput.messageStartBuilder().role(text("role", json)).build();
    }

    private static ConverseStreamOutput contentBlockStart(JsonParser json) throws IOException {
        ContentBlockStart[] start = {ContentBlockStart.builder().build()};
        int[] block = {0};
        object(json, (name, at) -> {
            if (name.equals("start")) {
                object(at, (kind, value) -> {
                    if (kind.equals("toolUse")) {
                        start[0] = ContentBlockStart.fromToolUse(toolUse(value));
                    }
                });
            } else if (name.equals("contentBlockIndex")) {
                block[0] = at.getIntValue();
            }
        });
        return ConverseStreamOutput.contentBlockStartBuilder().contentBlockIndex(block[0]).start(start[0]).build();
    }

    private static ToolUseBlockStart toolUse(JsonParser json) throws IOException {
        ToolUseBlockStart.Builder tool = ToolUseBlockStart.builder();
        object(json, (name, at) -> {
            switch (name) {
                case "toolUseId" -> tool.toolUseId(at.getValueAsString());
                case "name" -> tool.name(at.getValueAsString());
                default -> { // the kind of tool, which is always a client's
                }
            }
        });
        return tool.build();
    }

    private static ConverseStreamOutput contentBlockStop(JsonParser json) throws IOException {
        int[] block = {0};
        object(json, (name, at) -> {
            if (name.equals("contentBlockIndex")) {
                block[0] = at.getIntValue();
            }
        });
        return ConverseStreamOutput.contentBlockStopBuilder().contentBlockIndex(block[0]).build();
    }

    private static ConverseStreamOutput messageStop(JsonParser json) throws IOException {
        return ConverseStreamOutput.messageStopBuilder().stopReason(text("stopReason", json)).build();
    }

    private static ConverseStreamOutput metadata(JsonParser json) throws IOException {
        TokenUsage[] usage = {null};
        ConverseStreamMetrics.Builder metrics = ConverseStreamMetrics.builder();
        object(json, (name, at) -> {
            switch (name) {
                case "usage" -> usage[0] = usage(at);
                case "metrics" -> object(at, (figure, value) -> {
                    if (figure.equals("latencyMs")) {
                        metrics.latencyMs(value.getLongValue());
                    }
                });
                default -> { // traces
                }
            }
        });
        return ConverseStreamOutput.metadataBuilder().usage(usage[0]).metrics(metrics.build()).build();
    }

    private static TokenUsage usage(JsonParser json) throws IOException {
        TokenUsage.Builder usage = TokenUsage.builder();
        object(json, (name, at) -> {
            switch (name) {
                case "inputTokens" -> usage.inputTokens(at.getIntValue());
                case "outputTokens" -> usage.outputTokens(at.getIntValue());
                case "totalTokens" -> usage.totalTokens(at.getIntValue());
                case "cacheReadInputTokens" -> usage.cacheReadInputTokens(at.getIntValue());
                case "cacheWriteInputTokens" -> usage.cacheWriteInputTokens(at.getIntValue());
                default -> { // counts of other kinds
                }
            }
        });
        return usage.build();
    }

    /** The one field of an object that matters, or null. */
    private static String text(String wanted, JsonParser json) throws IOException {
        String[] found = {null};
        object(json, (name, at) -> {
            if (name.equals(wanted)) {
                found[0] = at.getValueAsString();
            }
        });
        return found[0];
    }

    /** Shows every field of an object; those that nobody reads are passed over, whatever is in them. */
    private static void object(JsonParser json, Field field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            field.read(name, json);
            if (json.currentToken() == value) {
                json.skipChildren();
            }
        }
    }
}
