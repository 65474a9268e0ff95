package io.calledit.model.converse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;

/**
 * Writes what a conversation with text and tools asks of ConverseStream.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">ConverseStream</a>
 */
final class ConverseRequest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** About what a system prompt and a prediction come to, so that the buffer seldom has to grow. */
    private static final int USUAL_BYTES = 8_192;

    private ConverseRequest() {}

    /**
     * The request's body, in UTF-8.
     *
     * @throws IllegalArgumentException if the conversation holds something other than text and tools
     */
    static byte[] body(ChatRequest request) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            system(json, request.messages());
            messages(json, request.messages());
            limits(json, request);
            tools(json, request);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory takes everything
        }
        return body.toByteArray();
    }

    private static void system(JsonGenerator json, List<ChatMessage> messages) throws IOException {
        json.writeArrayFieldStart("system");
        for (ChatMessage message : messages) {
            if (message instanceof SystemMessage system) {
                text(json, system.text());
            }
        }
        json.writeEndArray();
    }

    private static void messages(JsonGenerator json, List<ChatMessage> messages) throws IOException {
        json.writeArrayFieldStart("messages");
        ChatMessage before = null;
        for (ChatMessage message : messages) {
            if (message instanceof SystemMessage) {
                continue;
            }
            // All results of one answer have to come in one message.
            boolean goesOn = message instanceof ToolExecutionResultMessage && before instanceof ToolExecutionResultMessage;
            if (!goesOn) {
                end(json, before);
                json.writeStartObject();
                json.writeStringField("role", message instanceof AiMessage ? "assistant" : "user");
                json.writeArrayFieldStart("content");
            }
            content(json, message);
            before = message;
        }
        end(json, before);
        json.writeEndArray();
    }

    private static void end(JsonGenerator json, ChatMessage message) throws IOException {
        if (message != null) {
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void content(JsonGenerator json, ChatMessage message) throws IOException {
        if (message instanceof UserMessage user && user.hasSingleText()) {
            text(json, user.singleText());
        } else if (message instanceof AiMessage answer) {
            if (answer.text() != null && !answer.text().isBlank()) { // a blank text is refused
                text(json, answer.text());
            }
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                toolUse(json, call);
            }
        } else if (message instanceof ToolExecutionResultMessage result && result.hasSingleText()) {
            toolResult(json, result);
        } else {
            throw new IllegalArgumentException("Bedrock is not told of a message like " + message.type());
        }
    }

    private static void text(JsonGenerator json, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static void toolUse(JsonGenerator json, ToolExecutionRequest call) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("toolUse");
        json.writeStringField("toolUseId", call.id());
        json.writeStringField("name", call.name());
        json.writeFieldName("input");
        json.writeTree(input(call.arguments()));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What the model had asked for; nothing where that was no object, as nothing else would be taken back. */
    private static JsonNode input(String arguments) {
        try {
            JsonNode input = arguments == null ? null : JSON.readTree(arguments);
            return input != null && input.isObject() ? input : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static void toolResult(JsonGenerator json, ToolExecutionResultMessage result) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("toolResult");
        json.writeStringField("toolUseId", result.id());
        json.writeArrayFieldStart("content");
        text(json, result.text());
        json.writeEndArray(); // no status: not every model takes one, and the words say whether it failed
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void limits(JsonGenerator json, ChatRequest request) throws IOException {
        json.writeObjectFieldStart("inferenceConfig");
        if (request.maxOutputTokens() != null) {
            json.writeNumberField("maxTokens", request.maxOutputTokens());
        }
        if (request.temperature() != null) {
            json.writeNumberField("temperature", request.temperature());
        }
        if (request.topP() != null) {
            json.writeNumberField("topP", request.topP());
        }
        if (request.stopSequences() != null && !request.stopSequences().isEmpty()) {
            json.writeArrayFieldStart("stopSequences");
            for (String sequence : request.stopSequences()) {
                json.writeString(sequence);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void tools(JsonGenerator json, ChatRequest request) throws IOException {
        List<ToolSpecification> tools = request.toolSpecifications();
        if (tools == null || tools.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("toolConfig");
        json.writeArrayFieldStart("tools");
        for (ToolSpecification tool : tools) {
            tool(json, tool);
        }
        json.writeEndArray();
        if (request.toolChoice() == ToolChoice.REQUIRED) {
            json.writeObjectFieldStart("toolChoice");
            json.writeObjectFieldStart("any");
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void tool(JsonGenerator json, ToolSpecification tool) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("toolSpec");
        json.writeStringField("name", tool.name());
        if (tool.description() != null && !tool.description().isBlank()) {
            json.writeStringField("description", tool.description());
        }
        json.writeObjectFieldStart("inputSchema");
        JsonObjectSchema parameters = tool.parameters();
        json.writePOJOField("json",
                JsonSchemaElementUtils.toMap(parameters == null ? JsonObjectSchema.builder().build() : parameters));
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
