package io.calledit.model.converse;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

/** Passes an answer on as it comes, and puts it together. */
final class Answer implements ConverseEvents.Listener {

    /** A tool that the model asks for, as far as that has come. */
    private record ToolUse(String id, String name, StringBuilder input) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String modelId;
    private final StreamingChatResponseHandler handler;
    private final PartialResponseContext context;
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, ToolUse> tools = new TreeMap<>();
    private String stopReason;
    private TokenUsage usage;
    private boolean complete;

    /** @param context how the handler can put an end to the answer */
    Answer(String modelId, StreamingChatResponseHandler handler, PartialResponseContext context) {
        this.modelId = modelId;
        this.handler = handler;
        this.context = context;
    }

    @Override
    public void text(String words) {
        if (!words.isEmpty()) {
            text.append(words);
            handler.onPartialResponse(new PartialResponse(words), context);
        }
    }

    @Override
    public void thought(String words) {
        handler.onPartialThinking(new PartialThinking(words == null || words.isEmpty() ? "…" : words));
    }

    @Override
    public void toolUse(int block, String id, String name) {
        tools.put(block, new ToolUse(id, name, new StringBuilder()));
    }

    @Override
    public void toolInput(int block, String json) {
        ToolUse tool = tools.get(block);
        if (tool == null) {
            throw new MalformedStreamException("input for a tool that was not named");
        }
        tool.input().append(json);
    }

    @Override
    public void stopped(String reason) {
        stopReason = reason;
    }

    @Override
    public void ended(TokenUsage used) {
        if (used != null) {
            usage = used;
        }
        if (stopReason != null && !complete) {
            complete = true;
            handler.onCompleteResponse(ChatResponse.builder()
                    .aiMessage(message())
                    .metadata(ChatResponseMetadata.builder()
                            .modelName(modelId)
                            .tokenUsage(usage)
                            .finishReason(finishReason(stopReason))
                            .build())
                    .build());
        }
    }

    private AiMessage message() {
        List<ToolExecutionRequest> calls = new ArrayList<>();
        for (ToolUse tool : tools.values()) {
            calls.add(ToolExecutionRequest.builder()
                    .id(tool.id())
                    .name(tool.name())
                    .arguments(arguments(tool))
                    .build());
        }
        return AiMessage.builder()
                .text(text.isEmpty() ? null : text.toString())
                .toolExecutionRequests(calls)
                .build();
    }

    /** A tool that is asked for with half an argument is no end of an answer: nothing is run on a guess. */
    private static String arguments(ToolUse tool) {
        if (tool.input().isEmpty()) {
            return "{}";
        }
        String arguments = tool.input().toString();
        try {
            JSON.readTree(arguments);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the input of a tool breaks off", e); // the model's fault, not the stream's
        }
        return arguments;
    }

    /** Whatever came to be since this was written has to have a meaning too: an end that nothing can be made of. */
    private static FinishReason finishReason(String reason) {
        return switch (reason) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "tool_use" -> FinishReason.TOOL_EXECUTION;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "content_filtered", "guardrail_intervened" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
