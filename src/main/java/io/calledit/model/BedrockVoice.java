package io.calledit.model;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.calledit.model.converse.ConverseClient;

/** Amazon Bedrock's ConverseStream, as a voice. */
final class BedrockVoice implements StreamingChatModel, AutoCloseable {

    /** A Bedrock API key, by the name under which the AWS SDKs look for it. */
    private static final String API_KEY = "AWS_BEARER_TOKEN_BEDROCK";

    private final ChatRequestParameters parameters;
    private final ConverseClient client;

    /** @throws software.amazon.awssdk.core.exception.SdkClientException if no region is set anywhere */
    BedrockVoice(BedrockConfig config, Clock clock) {
        BedrockConfig.ChatModel chat = config.chatModel();
        DefaultChatRequestParameters.Builder<?> asked =
                ChatRequestParameters.builder().modelName(chat.modelId()).maxOutputTokens(chat.maxTokens());
        chat.temperature().ifPresent(asked::temperature);
        chat.topP().ifPresent(asked::topP);
        chat.stopSequences().ifPresent(asked::stopSequences);
        parameters = asked.build();
        client = new ConverseClient(
                new ConverseClient.Settings(
                        config.aws().region(),
                        config.aws().endpointOverride(),
                        Optional.ofNullable(System.getenv(API_KEY)).filter(key -> !key.isBlank()),
                        config.client().connectTimeout(),
                        config.client().timeout(),
                        config.aws().apiCallTimeout(),
                        config.client().connectionPoolSize()),
                clock);
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return parameters;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        SteadyStreamingModel.Turn turn = CallsInProgress.calling();
        CompletableFuture<Void> call = client.converse(request, handler);
        if (turn != null) {
            turn.endWith(() -> call.cancel(true)); // before its first token, too
        }
        call.whenComplete((nothing, failure) -> {
            if (failure != null) {
                handler.onError(failure);
            } else if (turn != null) {
                turn.streamClosed();
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
