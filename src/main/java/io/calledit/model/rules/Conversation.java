package io.calledit.model.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a chat request says, read once: the prediction, the person's zone, the moment it is made, the tools on offer and
 * what has been asked and answered since the prediction came.
 */
record Conversation(String prediction, ZoneId zone, ZonedDateTime now, Set<String> offered, Set<String> asked,
        Map<String, JsonNode> answers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NOW = Pattern.compile("(?m)^\\s*Now: (\\S+)");
    private static final Pattern ZONE = Pattern.compile("(?m)^\\s*Time zone: (\\S+)");
    private static final String OPEN = "<prediction>";
    private static final String CLOSE = "</prediction>";

    static Conversation of(ChatRequest request, Clock clock) {
        List<ChatMessage> messages = request.messages();
        int last = lastRequest(messages);
        String text = last < 0 ? "" : text((UserMessage) messages.get(last));
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        Set<String> asked = new HashSet<>();
        for (ChatMessage message : messages.subList(last + 1, messages.size())) {
            if (message instanceof AiMessage ai && ai.hasToolExecutionRequests()) {
                ai.toolExecutionRequests().stream().map(ToolExecutionRequest::name).forEach(asked::add);
            } else if (message instanceof ToolExecutionResultMessage result) {
                asked.add(result.toolName());
                answer(result.text()).ifPresent(json -> answers.put(result.toolName(), json));
            }
        }
        Set<String> offered = new HashSet<>();
        if (request.toolSpecifications() != null) {
            request.toolSpecifications().stream().map(ToolSpecification::name).forEach(offered::add);
        }
        String head = text.contains(OPEN) ? text.substring(0, text.indexOf(OPEN)) : "";
        ZoneId zone = zone(head).orElse(ZoneId.of("UTC"));
        ZonedDateTime now = moment(answers.get("current_time"), "now")
                .or(() -> parse(group(NOW, head)))
                .map(moment -> moment.atZoneSameInstant(zone))
                .orElseGet(() -> clock.instant().atZone(zone))
                .truncatedTo(ChronoUnit.SECONDS);
        return new Conversation(prediction(text), zone, now, Set.copyOf(offered), Set.copyOf(asked),
                Map.copyOf(answers));
    }

    boolean canAsk(String tool) {
        return offered.contains(tool) && !asked.contains(tool);
    }

    /** True once any tool but the clock has been asked, so that a refused question isn't put again. */
    boolean hasAskedTheCalendar() {
        return asked.stream().anyMatch(tool -> !tool.equals("current_time"));
    }

    /** The day that the calendar tools arrived at; empty where none was asked or none could answer. */
    Optional<LocalDate> calendarDay() {
        return moment(answers.get("end_of_period"), "ends").map(ends -> ends.atZoneSameInstant(zone).toLocalDate())
                .or(() -> day(answers.get("next_weekday")))
                .or(() -> day(answers.get("add_to_date")));
    }

    private static Optional<LocalDate> day(JsonNode answer) {
        try {
            return answer == null ? Optional.empty() : Optional.of(LocalDate.parse(answer.path("date").asText("")));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** The last that holds a prediction, which a request to repair the plan doesn't; else the last of any kind. */
    private static int lastRequest(List<ChatMessage> messages) {
        int last = -1;
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof UserMessage message) {
                if (text(message).contains(OPEN)) {
                    return i;
                }
                last = Math.max(last, i);
            }
        }
        return last;
    }

    private static String text(UserMessage message) {
        StringBuilder text = new StringBuilder();
        message.contents().forEach(content -> {
            if (content instanceof TextContent words) {
                text.append(words.text());
            }
        });
        return text.toString();
    }

    private static String prediction(String text) {
        int open = text.indexOf(OPEN);
        int close = text.lastIndexOf(CLOSE);
        if (open < 0 || close < open) {
            return text;
        }
        String inside = text.substring(open + OPEN.length(), close).trim();
        try {
            JsonNode json = JSON.readTree(inside);
            return json != null && json.isTextual() ? json.textValue() : inside;
        } catch (JsonProcessingException notJson) {
            return inside;
        }
    }

    private static Optional<JsonNode> answer(String text) {
        try {
            JsonNode json = text == null ? null : JSON.readTree(text);
            return json != null && json.isObject() ? Optional.of(json) : Optional.empty();
        } catch (JsonProcessingException anErrorInWords) {
            return Optional.empty();
        }
    }

    private static Optional<OffsetDateTime> moment(JsonNode answer, String field) {
        return answer == null ? Optional.empty() : parse(answer.path(field).asText(""));
    }

    private static Optional<OffsetDateTime> parse(String moment) {
        try {
            return Optional.of(OffsetDateTime.parse(moment));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(String head) {
        try {
            return Optional.of(ZoneId.of(group(ZONE, head)));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static String group(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? match.group(1) : "";
    }
}
