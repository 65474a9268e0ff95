package io.calledit.bench;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/**
 * The least program that does the job: it reads a Bedrock stream through the AWS SDK and writes each token as a frame of
 * the protocol with bare Vert.x. It has no log, no resume, no limits, no tools, no plan. Arguments: its port, and Bedrock's
 * address.
 */
final class Floor {

    private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

    private final BedrockRuntimeAsyncClient bedrock;
    private final SystemContentBlock system;

    private Floor(BedrockRuntimeAsyncClient bedrock, String system) {
        this.bedrock = bedrock;
        this.system = SystemContentBlock.fromText(system);
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        // As the service has it, so that the two differ in what is around the SDK and not in how it is set.
        BedrockRuntimeAsyncClient bedrock = BedrockRuntimeAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(500)
                        .connectionTimeout(Duration.ofSeconds(3))
                        .readTimeout(Duration.ofSeconds(60)))
                .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(300)))
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(arguments[1]))
                .build();
        String system;
        try (InputStream prompt = Floor.class.getResourceAsStream("/prompts/planner-system.txt")) {
            system = new String(prompt.readAllBytes(), StandardCharsets.UTF_8);
        }
        Floor floor = new Floor(bedrock, system);
        HttpServerOptions options = new HttpServerOptions().setHost("localhost").setPort(port);
        Vertx.vertx().createHttpServer(options).webSocketHandler(floor::connected).listen()
                .toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        System.out.println("Listening on: http://localhost:" + port);
        Commands.follow(words -> "ok");
    }

    private void connected(ServerWebSocket socket) {
        socket.textMessageHandler(message -> answer(socket, new JsonObject(message).getString("prompt")));
    }

    private void answer(ServerWebSocket socket, String prompt) {
        String runId = UUID.randomUUID().toString();
        ConverseStreamRequest request = ConverseStreamRequest.builder()
                .modelId("us.anthropic.claude-sonnet-4-20250514-v1:0")
                .system(system)
                .messages(Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText(prompt)).build())
                .build();
        Frames frames = new Frames(socket, runId);
        ConverseStreamResponseHandler handler = ConverseStreamResponseHandler.builder()
                .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                        .onContentBlockDelta(event -> frames.text(event.delta().text()))
                        .build())
                .build();
        bedrock.converseStream(request, handler).whenComplete((nothing, failure) -> frames.end(failure));
    }

    /** The frames of one run. */
    private static final class Frames {

        private final ServerWebSocket socket;
        private final String head;
        private int seq;

        private Frames(ServerWebSocket socket, String runId) {
            this.socket = socket;
            this.head = "{\"type\":\"text\",\"runId\":\"" + runId + "\",\"seq\":";
        }

        private void text(String token) {
            StringBuilder frame = new StringBuilder(head.length() + 32 + token.length());
            frame.append(head).append(++seq).append(",\"content\":\"");
            JSON.quoteAsString(token, frame);
            socket.writeTextMessage(frame.append("\"}").toString());
        }

        private void end(Throwable failure) {
            socket.writeTextMessage(failure == null
                    ? "{\"type\":\"complete\"}"
                    : "{\"type\":\"error\",\"message\":\"" + failure.getClass().getSimpleName() + "\"}");
        }
    }
}
