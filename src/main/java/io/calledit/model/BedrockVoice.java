package io.calledit.model;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.bedrock.BedrockCachePointPlacement;
import dev.langchain4j.model.bedrock.BedrockChatRequestParameters;
import dev.langchain4j.model.bedrock.BedrockStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import io.calledit.model.converse.ConverseStream;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;

/** Amazon Bedrock's ConverseStream, through the AWS SDK's asynchronous client (HTTP/2). */
final class BedrockVoice {

    private BedrockVoice() {}

    static StreamingChatModel streaming(BedrockConfig config, BedrockRuntimeAsyncClient client) {
        BedrockConfig.ChatModel chat = config.chatModel();
        BedrockChatRequestParameters.Builder parameters =
                BedrockChatRequestParameters.builder().maxOutputTokens(chat.maxTokens());
        chat.temperature().ifPresent(parameters::temperature);
        chat.topP().ifPresent(parameters::topP);
        chat.stopSequences().ifPresent(parameters::stopSequences);
        return new KnowingModel(BedrockStreamingChatModel.builder()
                .client(new HeldClient(client))
                .modelId(chat.modelId())
                .defaultRequestParameters(parameters.build()));
    }

    /**
     * Knows every reason to stop: the framework's model throws at those that came later, and its stream then hangs. And
     * describes the tools once, where that model would for each call, which holds the description until it is over.
     */
    private static final class KnowingModel extends BedrockStreamingChatModel {

        /** Tools, and what Bedrock is told of them. */
        private record Described(List<ToolSpecification> tools, ToolConfiguration configuration) {}

        private volatile Described described = new Described(List.of(), null);

        private KnowingModel(Builder builder) {
            super(builder);
        }

        @Override
        protected ToolConfiguration extractToolConfigurationFrom(
                ChatRequest request, BedrockCachePointPlacement cachePoint) {
            Described last = described;
            List<ToolSpecification> tools = request.toolSpecifications();
            if (cachePoint != null || request.toolChoice() != null || tools == null || tools.isEmpty()) {
                return super.extractToolConfigurationFrom(request, cachePoint);
            }
            if (!last.tools().equals(tools)) {
                last = new Described(List.copyOf(tools), super.extractToolConfigurationFrom(request, null));
                described = last;
            }
            return last.configuration();
        }

        @Override
        protected FinishReason finishReasonFrom(StopReason reason) {
            return switch (reason) {
                case END_TURN, STOP_SEQUENCE -> FinishReason.STOP;
                case TOOL_USE -> FinishReason.TOOL_EXECUTION;
                case MAX_TOKENS, MODEL_CONTEXT_WINDOW_EXCEEDED -> FinishReason.LENGTH;
                case CONTENT_FILTERED, GUARDRAIL_INTERVENED -> FinishReason.CONTENT_FILTER;
                default -> FinishReason.OTHER;
            };
        }
    }

    static BedrockRuntimeAsyncClient client(BedrockConfig config) {
        BedrockConfig.Aws aws = config.aws();
        BedrockRuntimeAsyncClientBuilder builder = BedrockRuntimeAsyncClient.builder()
                .httpClientBuilder(new StoppableHttpClient.Builder<>(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(config.client().connectionPoolSize())
                        .connectionTimeout(config.client().connectTimeout())
                        .readTimeout(config.client().timeout())))
                // A try that nobody is told of looks like a model that is slow.
                .overrideConfiguration(o -> o.apiCallTimeout(aws.apiCallTimeout())
                        .retryStrategy(retry -> retry.maxAttempts(1)));
        aws.region().map(Region::of).ifPresent(builder::region);
        aws.endpointOverride().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /**
     * Keeps hold of each call's future, which the framework lets go of: with it a call can be ended before its first
     * token, and a stream that closes without its last event is noticed.
     */
    private record HeldClient(BedrockRuntimeAsyncClient client) implements BedrockRuntimeAsyncClient {

        @Override
        public CompletableFuture<Void> converseStream(
                ConverseStreamRequest request, ConverseStreamResponseHandler handler) {
            SteadyStreamingModel.Turn turn = CallsInProgress.calling();
            ConverseStream stream = new ConverseStream(handler);
            CompletableFuture<Void> call = stream.over(client.converseStream(stream.known(request), handler));
            if (turn != null) {
                turn.endWith(() -> call.cancel(true));
                call.whenComplete((nothing, error) -> {
                    if (error == null) {
                        turn.streamClosed();
                    }
                });
            }
            return call;
        }

        @Override
        public String serviceName() {
            return client.serviceName();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
