package io.calledit.model.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.calledit.model.rules.deadline.CalendarQuestion;
import io.calledit.model.rules.deadline.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The planner that is always there: it writes plans by rules, uses the tools it is offered and streams its answer piece by
 * piece, as any model does, but is openly no language model.
 *
 * <p>It keeps no state between calls: how far a conversation has come is read from the request's messages.
 */
public final class RulesModel implements StreamingChatModel {

    /** What it is called wherever a model is named. */
    public static final String NAME = "rules (not a language model)";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final Duration pace;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private volatile RulesPlanner planner;

    /**
     * @param clock  tells the time where neither a tool nor the request does
     * @param pace   pause between two pieces of an answer; zero streams without a timer
     * @param worker runs the planning and the handler's methods; the calling thread does neither
     * @param timer  only counts the pauses; it may be null where the pace is zero
     */
    public RulesModel(Clock clock, Duration pace, Executor worker, ScheduledExecutorService timer) {
        this.clock = Objects.requireNonNull(clock);
        this.pace = Objects.requireNonNull(pace);
        this.worker = Objects.requireNonNull(worker);
        this.timer = timer;
        if (pace.isNegative() || !pace.isZero() && timer == null) {
            throw new IllegalArgumentException("A pace needs a timer and can't be negative");
        }
    }

    /** Answers with a tool call or a plan; whatever goes wrong reaches {@link StreamingChatResponseHandler#onError}. */
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        try {
            worker.execute(() -> {
                try {
                    answer(request, handler);
                } catch (RuntimeException | StackOverflowError failure) {
                    handler.onError(failure);
                }
            });
        } catch (RejectedExecutionException shutDown) {
            handler.onError(shutDown);
        }
    }

    private void answer(ChatRequest request, StreamingChatResponseHandler handler) {
        ChatResponse response = respond(request);
        if (response.aiMessage().hasToolExecutionRequests()) {
            List<ToolExecutionRequest> calls = response.aiMessage().toolExecutionRequests();
            for (int i = 0; i < calls.size(); i++) {
                handler.onCompleteToolCall(new CompleteToolCall(i, calls.get(i)));
            }
            handler.onCompleteResponse(response);
            return;
        }
        new PacedStream(Pieces.of(response.aiMessage().text()), response, handler, pace, worker, timer).start();
    }

    /** The whole answer at once: what a request asks for next, or the plan. */
    ChatResponse respond(ChatRequest request) {
        Conversation conversation = Conversation.of(request, clock);
        if (conversation.canAsk("current_time")) {
            return ask("current_time", Map.of("timezone", conversation.zone().getId()));
        }
        RulesPlanner rules = planner();
        RulesPlanner.Reading reading = rules.read(conversation.prediction(), conversation.now());
        Optional<ChatResponse> question = question(conversation, reading.deadline());
        return question.orElseGet(() -> say(rules.write(reading, conversation.calendarDay()).json()));
    }

    /** Reads the catalogue on the worker, so that the first answer doesn't wait for it; calling it is optional. */
    public void warmUp() {
        worker.execute(this::planner);
    }

    private RulesPlanner planner() {
        RulesPlanner ready = planner;
        if (ready == null) {
            synchronized (this) {
                ready = planner;
                if (ready == null) {
                    ready = new RulesPlanner();
                    planner = ready;
                }
            }
        }
        return ready;
    }

    private static Optional<ChatResponse> question(Conversation conversation, Deadline deadline) {
        if (conversation.hasAskedTheCalendar()) {
            return Optional.empty();
        }
        CalendarQuestion question = deadline.question();
        if (question != null && conversation.canAsk(question.tool())) {
            Map<String, Object> arguments = new LinkedHashMap<>(question.arguments());
            if (question.tool().equals("end_of_period")) {
                arguments.put("timezone", deadline.moment().getZone().getId());
            }
            return Optional.of(ask(question.tool(), arguments));
        }
        if (conversation.canAsk("is_past")) {
            String moment = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").format(deadline.moment());
            return Optional.of(ask("is_past", Map.of("moment", moment)));
        }
        if (conversation.canAsk("days_between")) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("from", conversation.now().toLocalDate().toString());
            arguments.put("to", deadline.moment().toLocalDate().toString());
            return Optional.of(ask("days_between", arguments));
        }
        return Optional.empty();
    }

    private static ChatResponse ask(String tool, Map<String, Object> arguments) {
        try {
            ToolExecutionRequest call = ToolExecutionRequest.builder()
                    .id("call_" + UUID.randomUUID())
                    .name(tool)
                    .arguments(JSON.writeValueAsString(arguments))
                    .build();
            return response(AiMessage.from(call), FinishReason.TOOL_EXECUTION);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ChatResponse say(String text) {
        return response(AiMessage.from(text), FinishReason.STOP);
    }

    private static ChatResponse response(AiMessage message, FinishReason reason) {
        return ChatResponse.builder()
                .aiMessage(message)
                .metadata(ChatResponseMetadata.builder()
                        .id(UUID.randomUUID().toString())
                        .modelName(NAME)
                        .finishReason(reason)
                        .build())
                .build();
    }
}
