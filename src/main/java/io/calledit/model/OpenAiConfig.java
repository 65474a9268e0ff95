package io.calledit.model;

import java.time.Duration;
import java.util.OptionalDouble;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** A server that speaks OpenAI's chat completions; the keys are those of the quarkus-langchain4j-openai extension. */
@ConfigMapping(prefix = "calledit.openai")
interface OpenAiConfig {

    /** Up to and with the version segment. The default is Ollama on this machine. */
    @WithDefault("http://localhost:11434/v1")
    String baseUrl();

    /** A secret for servers that want one; local servers take any text. */
    @WithDefault("none")
    String apiKey();

    /** The longest silence on a connection. */
    @WithDefault("60s")
    Duration timeout();

    ChatModel chatModel();

    /** What is asked of the model. */
    interface ChatModel {

        @WithDefault("llama3.1")
        String modelName();

        /** The most tokens that one answer may have. */
        @WithDefault("2048")
        int maxTokens();

        /** Between 0 and 2; the server's own default unless set. */
        OptionalDouble temperature();
    }
}
