package io.calledit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;

class BedrockVoiceTest {

    private final List<ConverseStreamRequest> sent = new ArrayList<>();
    private final StreamingChatModel voice = BedrockVoice.streaming(
            new SmallRyeConfigBuilder()
                    .withMapping(BedrockConfig.class)
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .build()
                    .getConfigMapping(BedrockConfig.class),
            new Silent());

    @Test
    void theToolsAreDescribedOnceForAllCalls() {
        ToolConfiguration first = toldOf(tool("weekday"), tool("current_time"));
        ToolConfiguration second = toldOf(tool("weekday"), tool("current_time"));

        assertThat(names(first)).containsExactly("weekday", "current_time");
        assertThat(second).isSameAs(first);
    }

    @Test
    void otherToolsAreDescribedAnew() {
        toldOf(tool("weekday"));

        assertThat(names(toldOf(tool("current_time")))).containsExactly("current_time");
        assertThat(names(toldOf(tool("weekday")))).containsExactly("weekday");
        assertThat(toldOf()).isNull();
    }

    @Test
    void aCallThatHasToUseAToolSaysSoAndNoOther() {
        assertThat(toldOf(tool("weekday")).toolChoice()).isNull();
        ask(ChatRequest.builder()
                .messages(UserMessage.from("When?"))
                .toolSpecifications(tool("weekday"))
                .toolChoice(ToolChoice.REQUIRED)
                .build());

        assertThat(sent.get(1).toolConfig().toolChoice().any()).isNotNull();
        assertThat(toldOf(tool("weekday")).toolChoice()).isNull();
    }

    private ToolConfiguration toldOf(ToolSpecification... tools) {
        ask(ChatRequest.builder()
                .messages(UserMessage.from("When?"))
                .toolSpecifications(tools)
                .build());
        return sent.get(sent.size() - 1).toolConfig();
    }

    private void ask(ChatRequest request) {
        voice.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String token) {
                throw new AssertionError(token);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                throw new AssertionError(response);
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError(error);
            }
        });
    }

    private static ToolSpecification tool(String name) {
        return ToolSpecification.builder()
                .name(name)
                .parameters(JsonObjectSchema.builder().addStringProperty("date").build())
                .build();
    }

    private static List<String> names(ToolConfiguration tools) {
        return tools.tools().stream().map(Tool::toolSpec).map(spec -> spec.name()).toList();
    }

    /** Takes note of what it is asked, and never answers. */
    private final class Silent implements BedrockRuntimeAsyncClient {

        @Override
        public CompletableFuture<Void> converseStream(
                ConverseStreamRequest request, ConverseStreamResponseHandler handler) {
            sent.add(request);
            return new CompletableFuture<>();
        }

        @Override
        public String serviceName() {
            return "silent";
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
