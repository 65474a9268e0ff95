package io.calledit.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Amazon Bedrock. The keys below the prefix are those of the quarkus-langchain4j-bedrock extension (its prefix is
 * {@code quarkus.langchain4j.bedrock}), so that the extension can take this room's place without new settings. Its
 * {@code aws.max-retries} is not among them: retries are those of {@link RetryConfig}, which a person is told of.
 */
@ConfigMapping(prefix = "calledit.bedrock")
interface BedrockConfig {

    ChatModel chatModel();

    Aws aws();

    Client client();

    /** What is asked of the model. */
    interface ChatModel {

        /** A model id or the ARN or id of an inference profile. */
        @WithDefault("us.anthropic.claude-sonnet-4-20250514-v1:0")
        String modelId();

        /** The most tokens that one answer may have. */
        @WithDefault("2048")
        int maxTokens();

        /** Between 0 and 1; the model's own default unless set. */
        OptionalDouble temperature();

        /** Between 0 and 1; the model's own default unless set. */
        OptionalDouble topP();

        Optional<List<String>> stopSequences();
    }

    /** The AWS SDK. Credentials come from its default chain. */
    interface Aws {

        /** The SDK's own chain of defaults unless set. */
        Optional<String> region();

        Optional<URI> endpointOverride();

        /** The longest that one call may take, its whole stream included. */
        @WithDefault("300s")
        Duration apiCallTimeout();
    }

    /** The SDK's HTTP/2 client. */
    interface Client {

        @WithDefault("3s")
        Duration connectTimeout();

        /** The longest silence on a connection. */
        @WithDefault("60s")
        Duration timeout();

        /**
         * How many streams may be open at once. The SDK's own default of 50 makes the next one wait and then fail, so
         * this has to be at least the number of runs that a node is meant to carry.
         */
        @WithDefault("500")
        int connectionPoolSize();
    }
}
