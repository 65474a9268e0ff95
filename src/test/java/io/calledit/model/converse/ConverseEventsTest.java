package io.calledit.model.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.langchain4j.model.output.TokenUsage;

class ConverseEventsTest {

    @Test
    void wordsAreReadAsTheyAreWritten() {
        assertThat(event("contentBlockDelta",
                "{\"contentBlockIndex\":2,\"delta\":{\"text\":\"a \\\"quoted\\\" \\u20ac 😀\"},\"p\":\"abcdefgh\"}"))
                .containsExactly("text a \"quoted\" € 😀");
    }

    @Test
    void thoughtsAreNoWords() {
        assertThat(event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"hm\"}}}"))
                .containsExactly("thought hm");
        assertThat(event("contentBlockDelta", "{\"delta\":{\"reasoningContent\":{\"redactedContent\":\"eA==\"}}}"))
                .containsExactly("thought null");
    }

    @Test
    void theUseOfAToolComesInParts() {
        assertThat(event("contentBlockStart",
                "{\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"clock\",\"type\":{\"x\":[1]}}},\"contentBlockIndex\":1}"))
                .containsExactly("tool 1 t1 clock");
        assertThat(event("contentBlockDelta", "{\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\"\"}},\"contentBlockIndex\":1}"))
                .containsExactly("input 1 {\"a\"");
        assertThat(event("contentBlockStop", "{\"contentBlockIndex\":1}")).isEmpty();
    }

    @Test
    void aBlockOfTextMayBeginWithNothing() {
        assertThat(event("contentBlockStart", "{\"contentBlockIndex\":1}")).isEmpty();
        assertThat(event("contentBlockStart", "{\"contentBlockIndex\":1,\"start\":{}}")).isEmpty();
    }

    @Test
    void anAnswerBeginsAndEnds() {
        assertThat(event("messageStart", "{\"role\":\"assistant\"}")).isEmpty();
        assertThat(event("messageStop", "{\"additionalModelResponseFields\":{\"a\":[1,{}]},\"stopReason\":\"tool_use\"}"))
                .containsExactly("stopped tool_use");
        assertThat(event("metadata", "{\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"totalTokens\":3,"
                + "\"cacheReadInputTokens\":4,\"cacheWriteInputTokens\":5,\"serverToolUsage\":{}},"
                + "\"metrics\":{\"latencyMs\":6},\"trace\":{\"guardrail\":{\"a\":[[]]}}}"))
                .containsExactly("ended " + new TokenUsage(1, 2, 3));
        assertThat(event("metadata", "{\"metrics\":{\"latencyMs\":6}}")).containsExactly("ended null");
    }

    @Test
    void whatIsNotKnownIsPassedOver() {
        assertThat(event("eventToCome", "{\"a\":1}")).isEmpty();
        assertThat(event("contentBlockDelta", "{\"delta\":{\"citation\":{\"title\":\"x\"}},\"contentBlockIndex\":0}")).isEmpty();
    }

    @Test
    void nothingIsMadeOfNulls() {
        assertThat(event("contentBlockDelta", "{\"delta\":{\"text\":null}}")).containsExactly("text ");
        assertThatThrownBy(() -> event("contentBlockStart", "{\"start\":{\"toolUse\":{\"toolUseId\":null,\"name\":\"clock\"}}}"))
                .isInstanceOf(MalformedStreamException.class);
    }

    @Test
    void whatIsNotJsonIsNoEvent() {
        assertThatThrownBy(() -> event("contentBlockDelta", "{\"delta\":{\"text\":\"a"))
                .isInstanceOf(MalformedStreamException.class);
        assertThatThrownBy(() -> event("metadata", "{\"usage\":{\"inputTokens\":\"few\"}}"))
                .isInstanceOf(MalformedStreamException.class);
    }

    @Test
    void anExceptionsWordsAreFoundWhereverTheyStand() {
        assertThat(message("{\"originalStatusCode\":424,\"message\":\"Slow down\"}")).isEqualTo("Slow down");
        assertThat(message("{\"Message\":\"Slow down\"}")).isEqualTo("Slow down");
        assertThat(message("not JSON")).isNull();
        assertThat(message("")).isNull();
    }

    private static String message(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return ConverseEvents.message(bytes, 0, bytes.length);
    }

    /** What is heard of an event that stands amid other bytes. */
    private static List<String> event(String type, String json) {
        byte[] bytes = ("before" + json + "after").getBytes(StandardCharsets.UTF_8);
        List<String> heard = new ArrayList<>();
        ConverseEvents.read(type, bytes, 6, bytes.length - 11, new ConverseEvents.Listener() {
            @Override
            public void text(String words) {
                heard.add("text " + words);
            }

            @Override
            public void thought(String words) {
                heard.add("thought " + words);
            }

            @Override
            public void toolUse(int block, String id, String name) {
                heard.add("tool " + block + " " + id + " " + name);
            }

            @Override
            public void toolInput(int block, String json) {
                heard.add("input " + block + " " + json);
            }

            @Override
            public void stopped(String reason) {
                heard.add("stopped " + reason);
            }

            @Override
            public void ended(TokenUsage usage) {
                heard.add("ended " + usage);
            }
        });
        return heard;
    }
}
