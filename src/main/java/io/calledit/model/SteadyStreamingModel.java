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
 *   <li>makes a call again that failed before its first token, where that may help ({@link Retries});
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
    private final Retries retries;

    SteadyStreamingModel(StreamingChatModel voice, Executor workers, int mostTurns, Retries retries) {
        this.voice = voice;
        this.workers = workers;
        this.mostTurns = mostTurns;
        this.retries = retries;
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
        call(new Turn(request, handler, session, 1, Vertx.currentContext()));
    }

    private void call(Turn turn) {
        if (turn.session.isCancelled()) {
            return;
        }
        turn.session.turnStarted();
        try {
            CallsInProgress.run(turn, () -> voice.chat(turn.request, turn));
        } catch (Throwable t) { // an Error too, such as a missing method: the framework would let it vanish
            turn.onError(t);
        }
    }

    /** One call to the model: passes tokens through as they are and takes care of every way in which it can end. */
    final class Turn implements StreamingChatResponseHandler {

        private final ChatRequest request;
        private final StreamingChatResponseHandler handler;
        private final ModelSession session;
        private final int attempt;
        private final Context context;
        private volatile boolean spoken;
        private boolean ended;

        private Turn(
                ChatRequest request,
                StreamingChatResponseHandler handler,
                ModelSession session,
                int attempt,
                Context context) {
            this.request = request;
            this.handler = handler;
            this.session = session;
            this.attempt = attempt;
            this.context = context;
        }

        ModelSession session() {
            return session;
        }

        /** Says how this call can be ended, unless it is over: the session may have gone on to the next. */
        synchronized void endWith(Runnable end) {
            if (!ended) {
                session.endCallWith(end);
            }
        }

        @Override
        public void onPartialResponse(String token) {
            spoken();
            handler.onPartialResponse(token);
        }

        @Override
        public void onPartialResponse(PartialResponse token, PartialResponseContext context) {
            spoken();
            handler.onPartialResponse(token, context);
        }

        /** From here on the call can't be made again: somebody has read a part of its answer. A thought is shown to nobody. */
        private void spoken() {
            if (!spoken) {
                spoken = true;
            }
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
                fail(ModelFailure.REFUSED, "the model or a guardrail declined");
            } else if (reason == FinishReason.LENGTH) {
                fail(ModelFailure.UNFINISHED, "the answer was cut off at the model's length limit");
            } else if (reason == FinishReason.OTHER) {
                fail(ModelFailure.UNFINISHED, "the model ended in disorder");
            } else if (response.aiMessage().hasToolExecutionRequests()) {
                afterTheText(() -> useTools(response));
            } else {
                handler.onCompleteResponse(inWords(response));
            }
        }

        private void fail(ModelFailure failure, String message) {
            handler.onError(new ModelFailure.Exception(failure, message));
        }

        @Override
        public void onError(Throwable error) {
            // The error that a stop causes has no reader any more, and would be logged as one that was dropped.
            if (end() && !session.isCancelled() && !retries.again(error, !spoken, attempt, session, this::again)) {
                handler.onError(error);
            }
        }

        private void again() {
            call(new Turn(request, handler, session, attempt + 1, context));
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

        /**
         * An answer without a word, in words: the conversation may go on after it, and the models' interfaces refuse one
         * in which somebody says nothing.
         */
        private static ChatResponse inWords(ChatResponse response) {
            String text = response.aiMessage().text();
            return text != null && !text.isBlank()
                    ? response
                    : response.toBuilder().aiMessage(AiMessage.from("(no answer)")).build();
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
