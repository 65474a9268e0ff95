package io.calledit.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * A model whose calls end, one way or the other, and do no harm to their neighbours. Around any voice it
 *
 * <ul>
 *   <li>moves the tools to a worker: the SDK would run them on the thread that delivers every other stream's tokens;
 *   <li>answers a call for a tool that doesn't exist, where the framework would fail with a null pointer;
 *   <li>bounds the number of turns, which the framework does not do while streaming;
 *   <li>turns a refusal and an answer cut off at its length limit into failures, where the framework would pass the
 *       torso on;
 *   <li>keeps the run's {@link ModelSession} up to date.
 * </ul>
 */
final class SteadyStreamingModel implements StreamingChatModel {

    private final StreamingChatModel voice;
    private final Executor workers;
    private final int mostTurns;

    SteadyStreamingModel(StreamingChatModel voice, Executor workers, int mostTurns) {
        this.voice = voice;
        this.workers = workers;
        this.mostTurns = mostTurns;
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        turn(request, handler, CallsInProgress.sessionOf(request));
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return voice.defaultRequestParameters();
    }

    private void turn(ChatRequest request, StreamingChatResponseHandler handler, ModelSession session) {
        if (session.isCancelled()) {
            return;
        }
        if (session.nextTurn() > mostTurns) {
            handler.onError(new ModelFailure.Exception(
                    ModelFailure.UNFINISHED, "the model used tools in " + mostTurns + " turns and still had no answer"));
            return;
        }
        Turn turn = new Turn(request, handler, session);
        try {
            CallsInProgress.run(turn, () -> voice.chat(request, turn));
        } catch (Throwable t) { // an Error too, such as a missing method: the framework would let it vanish
            turn.onError(t);
        }
    }

    /** One call to the model: passes tokens through as they are and takes care of every way in which it can end. */
    final class Turn implements StreamingChatResponseHandler {

        private final ChatRequest request;
        private final StreamingChatResponseHandler handler;
        private final ModelSession session;
        private final Context context = Vertx.currentContext();
        private boolean ended;

        private Turn(ChatRequest request, StreamingChatResponseHandler handler, ModelSession session) {
            this.request = request;
            this.handler = handler;
            this.session = session;
        }

        ModelSession session() {
            return session;
        }

        @Override
        public void onPartialResponse(String token) {
            handler.onPartialResponse(token);
        }

        @Override
        public void onPartialResponse(PartialResponse token, PartialResponseContext context) {
            handler.onPartialResponse(token, context);
        }

        @Override
        public void onPartialThinking(PartialThinking thought) {
            session.thought();
        }

        @Override
        public void onPartialThinking(PartialThinking thought, PartialThinkingContext context) {
            session.thought();
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            if (!end()) {
                return;
            }
            session.answered(response);
            FinishReason reason = response.metadata().finishReason();
            if (reason == FinishReason.CONTENT_FILTER) {
                handler.onError(new ModelFailure.Exception(ModelFailure.REFUSED, "the model or a guardrail declined"));
            } else if (reason == FinishReason.LENGTH) {
                handler.onError(new ModelFailure.Exception(
                        ModelFailure.UNFINISHED, "the answer was cut off at the model's length limit"));
            } else if (reason == FinishReason.OTHER) {
                handler.onError(new ModelFailure.Exception(ModelFailure.UNFINISHED, "the model ended in disorder"));
            } else if (response.aiMessage().hasToolExecutionRequests()) {
                afterTheText(() -> useTools(response));
            } else {
                handler.onCompleteResponse(response);
            }
        }

        @Override
        public void onError(Throwable error) {
            // The error that a stop causes has no reader any more, and would be logged as one that was dropped.
            if (end() && !session.isCancelled()) {
                handler.onError(error);
            }
        }

        /** The stream is over. One that never said how it ended is an error, or its reader would wait for ever. */
        void streamClosed() {
            onError(new ModelFailure.Exception(
                    ModelFailure.UNREACHABLE, "the model's stream was cut off before its last event"));
        }

        private synchronized boolean end() {
            boolean first = !ended;
            ended = true;
            if (first) {
                session.turnEnded();
            }
            return first;
        }

        /**
         * Leaves the tools to a worker. Text that arrives on an event loop is passed on by the framework through the
         * context's ordered queue of workers; the tools have to come after it, but must not hold that queue up.
         */
        private void afterTheText(Runnable tools) {
            if (context != null && Context.isOnEventLoopThread()) {
                context.executeBlocking(() -> {
                    workers.execute(tools);
                    return null;
                });
            } else {
                workers.execute(tools);
            }
        }

        private void useTools(ChatResponse response) {
            if (session.isCancelled()) {
                return;
            }
            try {
                Set<String> known = toolNames();
                List<ToolExecutionRequest> calls = response.aiMessage().toolExecutionRequests();
                if (calls.stream().allMatch(call -> known.contains(call.name()))) {
                    handler.onCompleteResponse(response);
                } else {
                    turn(withoutUnknownTools(response.aiMessage(), known), handler, session);
                }
            } catch (Throwable t) {
                handler.onError(t);
            }
        }

        private Set<String> toolNames() {
            List<ToolSpecification> tools = request.toolSpecifications();
            return tools == null
                    ? Set.of()
                    : tools.stream().map(ToolSpecification::name).collect(Collectors.toCollection(HashSet::new));
        }

        /**
         * The next turn where the model asked for a tool that isn't there: every call of the answer gets a result, as
         * the models' interfaces demand, and none of them is run.
         */
        private ChatRequest withoutUnknownTools(AiMessage answer, Set<String> known) {
            List<ChatMessage> messages = new ArrayList<>(request.messages());
            messages.add(answer);
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                String result = known.contains(call.name())
                        ? "Not run, because another call of the same answer named a tool that doesn't exist. Call again."
                        : "There is no tool of this name. The tools are: " + String.join(", ", known) + ".";
                messages.add(ToolExecutionResultMessage.from(call, result));
            }
            return request.toBuilder().messages(messages).build();
        }
    }
}
