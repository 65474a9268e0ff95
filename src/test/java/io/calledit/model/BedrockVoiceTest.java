package io.calledit.model;

import static io.calledit.bedrock.Turn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Exchange;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class BedrockVoiceTest {

    private static BedrockEmulator emulator;

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "AKIDEMULATED");
        System.setProperty("aws.secretAccessKey", "emulated");
        emulator = BedrockEmulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void theModelIsAskedAsItIsSet() throws Exception {
        emulator.next(answer().text("Yes").stop());
        ChatResponse response;
        try (BedrockVoice voice = voice(Map.of(
                "calledit.bedrock.chat-model.model-id", "a.model-v1:0",
                "calledit.bedrock.chat-model.max-tokens", "77",
                "calledit.bedrock.chat-model.temperature", "0.25",
                "calledit.bedrock.chat-model.top-p", "0.5",
                "calledit.bedrock.chat-model.stop-sequences", "END,STOP"))) {
            response = new PatientChatModel(voice)
                    .chat(ChatRequest.builder().messages(UserMessage.from("Will it rain?")).build());
        }

        Exchange exchange = emulator.awaitExchange();
        JsonNode asked = exchange.body().get("inferenceConfig");
        assertThat(exchange.modelId()).isEqualTo("a.model-v1:0");
        assertThat(asked.get("maxTokens").asInt()).isEqualTo(77);
        assertThat(asked.get("temperature").asDouble()).isEqualTo(0.25);
        assertThat(asked.get("topP").asDouble()).isEqualTo(0.5);
        assertThat(asked.get("stopSequences")).extracting(JsonNode::asText).containsExactly("END", "STOP");
        assertThat(response.aiMessage().text()).isEqualTo("Yes");
    }

    @Test
    void whatIsNotSetIsLeftToTheModel() throws Exception {
        emulator.next(answer().text("Yes").stop());
        try (BedrockVoice voice = voice(Map.of())) {
            new PatientChatModel(voice).chat(ChatRequest.builder().messages(UserMessage.from("Will it rain?")).build());
        }

        JsonNode asked = emulator.awaitExchange().body().get("inferenceConfig");
        assertThat(asked.get("maxTokens").asInt()).isEqualTo(2048);
        assertThat(asked).hasSize(1);
    }

    private static BedrockVoice voice(Map<String, String> settings) {
        BedrockConfig config = new SmallRyeConfigBuilder()
                .withMapping(BedrockConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "the test", 200))
                .withSources(new PropertiesConfigSource(
                        Map.of("calledit.bedrock.aws.region", "eu-west-1",
                                "calledit.bedrock.aws.endpoint-override", emulator.endpoint().toString()),
                        "the emulator", 100))
                .build()
                .getConfigMapping(BedrockConfig.class);
        return new BedrockVoice(config, Clock.systemUTC());
    }
}
