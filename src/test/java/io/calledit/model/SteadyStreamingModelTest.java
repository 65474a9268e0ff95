package io.calledit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;

class SteadyStreamingModelTest {

    private static final ChatRequest REQUEST = ChatRequest.builder()
            .messages(UserMessage.from("plan"))
            .toolSpecifications(ToolSpecification.builder().name("current_time").build())
            .build();

    private final Deque<Consumer<StreamingChatResponseHandler>> answers = new ArrayDeque<>();
    private final List<ChatRequest> asked = new ArrayList<>();
    private final List<Runnable> work = new ArrayList<>();
    private final Outcome outcome = new Outcome();

    private final StreamingChatModel voice = new StreamingChatModel() {
        @Override
        public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
            asked.add(request);
            answers.remove().accept(handler);
        }
    };

    @Test
    void toolsAreLeftToAWorker() {
        answers.add(toolCall("current_time"));

        model(work::add).chat(REQUEST, outcome);

        assertThat(outcome.completed).isEmpty();
        work.remove(0).run();
        assertThat(outcome.completed).hasSize(1);
    }

    @Test
    void aCallForAToolThatIsNotThereIsAnsweredAndTheModelGoesOn() {
        answers.add(toolCall("weather"));
        answers.add(text("the plan", FinishReason.STOP));

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.completed).singleElement().extracting(r -> r.aiMessage().text()).isEqualTo("the plan");
        assertThat(asked.get(1).messages()).hasSize(3);
        assertThat(((ToolExecutionResultMessage) asked.get(1).messages().get(2)).text())
                .contains("no tool of this name")
                .contains("current_time");
        assertThat(asked.get(1).toolSpecifications()).isEqualTo(REQUEST.toolSpecifications());
    }

    @Test
    void aModelThatOnlyEverUsesToolsIsEnded() {
        for (int i = 0; i < 4; i++) {
            answers.add(toolCall("weather"));
        }

        new SteadyStreamingModel(voice, Runnable::run, 4, RetriesFixture.atOnce(1)).chat(REQUEST, outcome);

        assertThat(outcome.failures()).containsExactly(ModelFailure.UNFINISHED);
        assertThat(asked).hasSize(4);
    }

    @Test
    void aRefusalIsAFailure() {
        answers.add(text("Sorry", FinishReason.CONTENT_FILTER));

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.failures()).containsExactly(ModelFailure.REFUSED);
        assertThat(outcome.completed).isEmpty();
    }

    @Test
    void anAnswerThatIsCutOffAtItsLengthLimitIsAFailure() {
        answers.add(text("{\"prediction", FinishReason.LENGTH));

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.failures()).containsExactly(ModelFailure.UNFINISHED);
    }

    @Test
    void aModelThatEndsInDisorderIsAFailure() {
        answers.add(text("{", FinishReason.OTHER));

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.failures()).containsExactly(ModelFailure.UNFINISHED);
    }

    @Test
    void anErrorOfTheMachineReachesTheRunToo() {
        answers.add(handler -> {
            throw new NoSuchMethodError("outputConfig");
        });

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.failed).singleElement().isInstanceOf(NoSuchMethodError.class);
    }

    @Test
    void toolsAreNotRunForASessionThatWasCancelled() {
        answers.add(toolCall("current_time").andThen(handler ->
                ((SteadyStreamingModel.Turn) handler).session().cancel()));

        model(work::add).chat(REQUEST, outcome);
        work.remove(0).run();

        assertThat(outcome.completed).isEmpty();
        assertThat(outcome.failed).isEmpty();
    }

    @Test
    void aStreamThatClosesWithoutItsLastEventIsAFailure() {
        answers.add(handler -> {
            handler.onPartialResponse("{");
            ((SteadyStreamingModel.Turn) handler).streamClosed();
        });

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.text).hasToString("{");
        assertThat(outcome.failures()).containsExactly(ModelFailure.UNREACHABLE);
    }

    @Test
    void theErrorThatAStopCausesIsNotPassedOn() {
        answers.add(handler -> {
            ((SteadyStreamingModel.Turn) handler).session().cancel();
            handler.onError(new CancellationException());
        });

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.failures()).isEmpty();
    }

    @Test
    void whatComesAfterTheEndIsNotPassedOn() {
        answers.add(handler -> {
            text("plan", FinishReason.STOP).accept(handler);
            handler.onError(new IllegalStateException("late"));
            ((SteadyStreamingModel.Turn) handler).streamClosed();
            text("again", FinishReason.STOP).accept(handler);
        });

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.completed).hasSize(1);
        assertThat(outcome.failed).isEmpty();
    }

    @Test
    void aSessionEndsTheCallUnderWayAndKeepsAnyOtherFromStarting() {
        ModelSession session = new ModelSession();
        List<String> ended = new ArrayList<>();

        session.endCallWith(() -> ended.add("first"));
        session.cancel();
        session.cancel();
        assertThat(ended).containsExactly("first");
        session.endCallWith(() -> ended.add("second"));
        assertThat(ended).containsExactly("first", "second");
    }

    @Test
    void aCallThatFailsBeforeItsFirstTokenIsMadeAgainAsItWas() {
        answers.add(failure("busy"));
        answers.add(handler -> {
            throw new RateLimitException("busy");
        });
        answers.add(text("the plan", FinishReason.STOP));

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.text).hasToString("the plan");
        assertThat(outcome.completed).hasSize(1);
        assertThat(outcome.failed).isEmpty();
        assertThat(asked).containsExactly(REQUEST, REQUEST, REQUEST);
    }

    @Test
    void everyTryIsACallOfItsOwnToTheSession() {
        List<ModelSession> sessions = new ArrayList<>();
        answers.add(failure("busy"));
        answers.add(handler -> {
            sessions.add(((SteadyStreamingModel.Turn) handler).session());
            text("the plan", FinishReason.STOP).accept(handler);
        });

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(sessions.get(0).turns(System.nanoTime())).hasSize(2);
    }

    @Test
    void aCallThatFailsOnceTooOftenFails() {
        for (int i = 0; i < 3; i++) {
            answers.add(failure("busy"));
        }

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.failures()).containsExactly(ModelFailure.BUSY);
        assertThat(asked).hasSize(3);
    }

    @Test
    void aCallThatFailsAfterItsFirstTokenIsNotMadeAgain() {
        answers.add(handler -> {
            handler.onPartialResponse("{");
            failure("busy").accept(handler);
        });
        answers.add(text("{again", FinishReason.STOP));

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.text).hasToString("{");
        assertThat(outcome.failures()).containsExactly(ModelFailure.BUSY);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aThoughtIsReadByNobodyAndMayBeThoughtAgain() {
        answers.add(handler -> {
            handler.onPartialThinking(new PartialThinking("hm"));
            failure("busy").accept(handler);
        });
        answers.add(text("the plan", FinishReason.STOP));

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.text).hasToString("the plan");
    }

    @Test
    void furtherTriesAreNoFurtherTurns() {
        answers.add(failure("busy"));
        answers.add(toolCall("weather"));
        answers.add(failure("busy"));
        answers.add(text("the plan", FinishReason.STOP));

        new SteadyStreamingModel(voice, Runnable::run, 2, RetriesFixture.atOnce(2)).chat(REQUEST, outcome);

        assertThat(outcome.text).hasToString("the plan");
        assertThat(outcome.failed).isEmpty();
    }

    @Test
    void aCallThatIsOverCannotTakeThePlaceOfTheOneAfterIt() {
        List<String> ended = new ArrayList<>();
        List<SteadyStreamingModel.Turn> turns = new ArrayList<>();
        answers.add(handler -> {
            turns.add((SteadyStreamingModel.Turn) handler);
            failure("busy").accept(handler);
        });
        answers.add(handler -> turns.add((SteadyStreamingModel.Turn) handler));

        model(Runnable::run).chat(REQUEST, outcome);
        turns.get(1).endWith(() -> ended.add("second"));
        turns.get(0).endWith(() -> ended.add("first"));
        turns.get(1).session().cancel();

        assertThat(ended).containsExactly("second");
    }

    @Test
    void anAnswerWithoutAWordIsPutInWordsSinceTheConversationMayGoOn() {
        answers.add(handler -> handler.onCompleteResponse(ChatResponse.builder()
                .aiMessage(AiMessage.builder().build())
                .finishReason(FinishReason.STOP)
                .build()));

        model(Runnable::run).chat(REQUEST, outcome);

        assertThat(outcome.completed).singleElement().extracting(r -> r.aiMessage().text()).isEqualTo("(no answer)");
        assertThat(outcome.text).isEmpty();
    }

    private SteadyStreamingModel model(Executor workers) {
        return new SteadyStreamingModel(voice, workers, 8, RetriesFixture.atOnce(3));
    }

    private static Consumer<StreamingChatResponseHandler> toolCall(String name) {
        ToolExecutionRequest call =
                ToolExecutionRequest.builder().id("1").name(name).arguments("{}").build();
        return handler -> handler.onCompleteResponse(ChatResponse.builder()
                .aiMessage(AiMessage.from(call))
                .finishReason(FinishReason.TOOL_EXECUTION)
                .build());
    }

    private static Consumer<StreamingChatResponseHandler> failure(String message) {
        return handler -> handler.onError(new RateLimitException(message));
    }

    private static Consumer<StreamingChatResponseHandler> text(String text, FinishReason reason) {
        return handler -> {
            handler.onPartialResponse(text);
            handler.onCompleteResponse(ChatResponse.builder()
                    .aiMessage(AiMessage.from(text))
                    .finishReason(reason)
                    .build());
        };
    }

    private static final class Outcome implements StreamingChatResponseHandler {

        private final StringBuilder text = new StringBuilder();
        private final List<ChatResponse> completed = new ArrayList<>();
        private final List<Throwable> failed = new ArrayList<>();

        @Override
        public void onPartialResponse(String token) {
            text.append(token);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            completed.add(response);
        }

        @Override
        public void onError(Throwable error) {
            failed.add(error);
        }

        private List<ModelFailure> failures() {
            return failed.stream().map(ModelFailure::of).toList();
        }
    }
}
