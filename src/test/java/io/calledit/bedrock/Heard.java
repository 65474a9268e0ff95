package io.calledit.bedrock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** What the AWS SDK's client hears of one answer. */
final class Heard {

    final BlockingQueue<String> text = new LinkedBlockingQueue<>();
    final CompletableFuture<Void> done;
    volatile String toolName;
    volatile String toolInput;
    volatile StopReason stopReason;
    volatile ConverseStreamMetadataEvent metadata;
    private final List<String> inputPieces = new ArrayList<>();

    Heard(BedrockRuntimeAsyncClient client, String model, Consumer<ConverseStreamRequest.Builder> what) {
        var events = ConverseStreamResponseHandler.Visitor.builder()
                .onContentBlockStart(event -> toolName = event.start().toolUse().name())
                .onContentBlockDelta(event -> {
                    if (event.delta().text() != null) {
                        text.add(event.delta().text());
                    } else {
                        inputPieces.add(event.delta().toolUse().input());
                    }
                })
                .onContentBlockStop(event -> toolInput = String.join("", inputPieces))
                .onMessageStop(event -> stopReason = event.stopReason())
                .onMetadata(event -> metadata = event)
                .build();
        done = client.converseStream(request -> request.modelId(model).applyMutation(what)
                        .toolConfig(tools -> tools.tools(tool -> tool.toolSpec(spec -> spec.name("current_time")
                                .inputSchema(schema -> schema.json(Document.mapBuilder().build()))))),
                ConverseStreamResponseHandler.builder().subscriber(events).build());
    }
}
