package io.calledit.model.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ConverseEventsTest {

    @Test
    void wordsAreReadAsTheyAreWritten() {
        assertThat(event("contentBlockDelta",
                "{\"contentBlockIndex\":2,\"delta\":{\"text\":\"a \\\"quoted\\\" \\u20ac 😀\"},\"p\":\"abcdefgh\"}"))
                .isEqualTo(delta(2, ContentBlockDelta.fromText("a \"quoted\" € 😀")));
    }

    @Test
    void thoughtsAreNoWords() {
        assertThat(event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"hm\"}}}"))
                .isEqualTo(delta(0, ContentBlockDelta.fromReasoningContent(ReasoningContentBlockDelta.fromText("hm"))));
        assertThat(event("contentBlockDelta", "{\"delta\":{\"reasoningContent\":{\"redactedContent\":\"eA==\"}}}"))
                .isEqualTo(delta(0, ContentBlockDelta.fromReasoningContent(ReasoningContentBlockDelta.builder().build())));
    }

    @Test
    void theUseOfAToolComesInParts() {
        assertThat(event("contentBlockStart",
                "{\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"clock\",\"type\":{\"x\":[1]}}},\"contentBlockIndex\":1}"))
                .isEqualTo(ConverseStreamOutput.contentBlockStartBuilder().contentBlockIndex(1)
                        .start(ContentBlockStart.fromToolUse(tool -> tool.toolUseId("t1").name("clock"))).build());
        assertThat(event("contentBlockDelta", "{\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\"\"}},\"contentBlockIndex\":1}"))
                .isEqualTo(delta(1, ContentBlockDelta.fromToolUse(tool -> tool.input("{\"a\""))));
        assertThat(event("contentBlockStop", "{\"contentBlockIndex\":1}"))
                .isEqualTo(ConverseStreamOutput.contentBlockStopBuilder().contentBlockIndex(1).build());
    }

    @Test
    void aBlockOfTextMayBeginWithNothing() {
        assertThat(event("contentBlockStart", "{\"contentBlockIndex\":1}"))
                .isEqualTo(ConverseStreamOutput.contentBlockStartBuilder().contentBlockIndex(1)
                        .start(ContentBlockStart.builder().build()).build());
    }

    @Test
    void anAnswerBeginsAndEnds() {
        assertThat(event("messageStart", "{\"role\":\"assistant\"}"))
                .isEqualTo(ConverseStreamOutput.messageStartBuilder().role("assistant").build());
        assertThat(event("messageStop", "{\"additionalModelResponseFields\":{\"a\":[1,{}]},\"stopReason\":\"tool_use\"}"))
                .isEqualTo(ConverseStreamOutput.messageStopBuilder().stopReason(StopReason.TOOL_USE).build());
        assertThat(event("metadata", "{\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"totalTokens\":3,"
                + "\"cacheReadInputTokens\":4,\"cacheWriteInputTokens\":5,\"serverToolUsage\":{}},"
                + "\"metrics\":{\"latencyMs\":6},\"trace\":{\"guardrail\":{\"a\":[[]]}}}"))
                .isEqualTo(ConverseStreamOutput.metadataBuilder()
                        .usage(usage -> usage.inputTokens(1).outputTokens(2).totalTokens(3)
                                .cacheReadInputTokens(4).cacheWriteInputTokens(5))
                        .metrics(metrics -> metrics.latencyMs(6L)).build());
    }

    @Test
    void whatIsNotKnownIsPassedOver() {
        assertThat(event("eventToCome", "{\"a\":1}")).isNull();
        assertThat(event("contentBlockDelta", "{\"delta\":{\"citation\":{\"title\":\"x\"}},\"contentBlockIndex\":0}")).isNull();
    }

    @Test
    void whatIsNotJsonIsNoEvent() {
        assertThatThrownBy(() -> event("contentBlockDelta", "{\"delta\":{\"text\":\"a"))
                .isInstanceOf(MalformedStreamException.class);
        assertThatThrownBy(() -> event("metadata", "{\"metrics\":{\"latencyMs\":\"soon\"}}"))
                .isInstanceOf(MalformedStreamException.class);
    }

    @Test
    void exceptionsAreTheOnesThatTheSdkThrows() {
        Map.of("throttlingException", ThrottlingException.class,
                        "validationException", ValidationException.class,
                        "modelStreamErrorException", ModelStreamErrorException.class,
                        "serviceUnavailableException", ServiceUnavailableException.class,
                        "internalServerException", InternalServerException.class,
                        "exceptionToCome", BedrockRuntimeException.class)
                .forEach((type, kind) -> assertThat(exception(type, "{\"message\":\"Slow down\"}"))
                        .isExactlyInstanceOf(kind)
                        .hasMessageContaining("Slow down"));
        assertThat(exception("throttlingException", "{\"message\":\"Slow down\"}").statusCode()).isEqualTo(429);
        assertThat(exception("throttlingException", "not JSON")).hasMessageContaining("throttlingException");
    }

    private static ConverseStreamOutput event(String type, String json) {
        byte[] bytes = ("before" + json + "after").getBytes(StandardCharsets.UTF_8);
        return ConverseEvents.event(type, bytes, 6, bytes.length - 11);
    }

    private static BedrockRuntimeException exception(String type, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return ConverseEvents.exception(type, bytes, 0, bytes.length);
    }

    private static ConverseStreamOutput delta(int block, ContentBlockDelta delta) {
        return ConverseStreamOutput.contentBlockDeltaBuilder().contentBlockIndex(block).delta(delta).build();
    }
}
