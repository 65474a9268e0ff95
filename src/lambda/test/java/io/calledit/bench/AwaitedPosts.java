package io.calledit.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.vertx.core.json.JsonObject;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * What the function is measured against: a function that posts each token of a Bedrock stream as a frame of its own, and
 * waits for each post before the next, which is the least that keeps them in order.
 */
public final class AwaitedPosts implements RequestStreamHandler {

    private static final String END = "";

    private final BedrockRuntimeAsyncClient bedrock = BedrockRuntimeAsyncClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(System.getenv("CALLEDIT_BEDROCK_AWS_ENDPOINT_OVERRIDE")))
            .build();
    private final ApiGatewayManagementApiClient gateway = ApiGatewayManagementApiClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(System.getenv("CALLEDIT_GATEWAY_ENDPOINT_OVERRIDE")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
        JsonObject event = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        JsonObject context = event.getJsonObject("requestContext");
        if (context.getString("routeKey").equals("makecall")) {
            try {
                draft(context.getString("connectionId"), new JsonObject(event.getString("body")).getString("prompt"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        out.write("{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8));
    }

    private void draft(String connection, String prompt) throws InterruptedException {
        BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
        bedrock.converseStream(
                ConverseStreamRequest.builder()
                        .modelId("measured")
                        .messages(Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText(prompt)).build())
                        .build(),
                ConverseStreamResponseHandler.builder()
                        .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                                .onContentBlockDelta(delta -> tokens.add(delta.delta().text()))
                                .build())
                        .build())
                .whenComplete((nothing, failure) -> tokens.add(END));
        int seq = 0;
        for (String token = tokens.take(); !token.equals(END); token = tokens.take()) {
            post(connection, frame("text", ++seq).put("content", token));
        }
        post(connection, frame("complete", ++seq));
    }

    private static JsonObject frame(String type, int seq) {
        return new JsonObject().put("type", type).put("runId", "measured").put("seq", seq);
    }

    private void post(String connection, JsonObject frame) {
        gateway.postToConnection(post -> post.connectionId(connection).data(SdkBytes.fromUtf8String(frame.toString())));
    }
}
