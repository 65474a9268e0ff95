package io.calledit.model.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

class AnswerTest {

    private final List<String> heard = new ArrayList<>();
    private final List<ChatResponse> complete = new ArrayList<>();
    private final Answer answer = new Answer("m", new StreamingChatResponseHandler() {
        @Override
        public void onPartialResponse(PartialResponse token, PartialResponseContext context) {
            heard.add(token.text());
        }

        @Override
        public void onPartialThinking(PartialThinking thought) {
            heard.add("(" + thought.text() + ")");
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            complete.add(response);
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }
    }, null);

    @Test
    void wordsArePassedOnAtOnceAndAddUpToTheMessage() {
        answer.text("It ");
        assertThat(heard).containsExactly("It ");
        answer.text("");
        answer.text("rains.");

        assertThat(heard).containsExactly("It ", "rains.");
        assertThat(end("end_turn").aiMessage().text()).isEqualTo("It rains.");
    }

    @Test
    void aThoughtIsASignOfLifeAndNoPartOfTheMessage() {
        answer.thought("hm");
        answer.thought(null);

        assertThat(heard).containsExactly("(hm)", "(…)");
        assertThat(end("end_turn").aiMessage().text()).isNull();
    }

    @Test
    void toolsAreAskedForInTheOrderOfTheirBlocksHoweverTheirInputComes() {
        answer.toolUse(2, "t2", "weekday");
        answer.toolUse(1, "t1", "current_time");
        answer.toolInput(2, "{\"date\":");
        answer.toolInput(2, "\"2027-01-01\"}");

        assertThat(end("tool_use").aiMessage().toolExecutionRequests()).containsExactly(
                ToolExecutionRequest.builder().id("t1").name("current_time").arguments("{}").build(),
                ToolExecutionRequest.builder().id("t2").name("weekday").arguments("{\"date\":\"2027-01-01\"}").build());
    }

    @Test
    void inputForAToolThatWasNotNamedIsNoAnswer() {
        assertThatThrownBy(() -> answer.toolInput(1, "{}")).isInstanceOf(MalformedStreamException.class);
    }

    @Test
    void inputThatBreaksOffIsNoAnswer() {
        answer.toolUse(1, "t1", "weekday");
        answer.toolInput(1, "{\"date\":\"2027");
        answer.stopped("tool_use");

        assertThatThrownBy(() -> answer.ended(null)).hasCauseInstanceOf(JsonProcessingException.class);
        assertThat(complete).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "tool_use, TOOL_EXECUTION",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "content_filtered, CONTENT_FILTER",
        "guardrail_intervened, CONTENT_FILTER",
        "malformed_tool_use, OTHER",
        "reason_to_come, OTHER"
    })
    void everyReasonToStopMeansSomething(String reason, FinishReason meaning) {
        assertThat(end(reason).metadata().finishReason()).isEqualTo(meaning);
    }

    @Test
    void itIsCompleteOnceAndSaysWhatItTook() {
        answer.text("Yes");
        answer.stopped("end_turn");
        assertThat(complete).isEmpty();

        answer.ended(new TokenUsage(1, 2, 3));
        answer.ended(null);

        assertThat(complete).hasSize(1);
        assertThat(complete.get(0).metadata().tokenUsage()).isEqualTo(new TokenUsage(1, 2, 3));
        assertThat(complete.get(0).metadata().modelName()).isEqualTo("m");
    }

    @Test
    void whatItTookIsKnownWhereThatIsToldBeforeItsEnd() {
        answer.ended(new TokenUsage(1, 2, 3));
        assertThat(complete).isEmpty();

        assertThat(end("end_turn").metadata().tokenUsage()).isEqualTo(new TokenUsage(1, 2, 3));
    }

    @Test
    void oneThatWasCutOffIsNotComplete() {
        answer.text("Ye");
        answer.ended(null);

        assertThat(complete).isEmpty();
    }

    private ChatResponse end(String reason) {
        answer.stopped(reason);
        answer.ended(null);
        return complete.get(0);
    }
}
