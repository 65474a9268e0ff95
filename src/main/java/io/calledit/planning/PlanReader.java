package io.calledit.planning;

import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.calledit.prediction.Plan;
import io.calledit.prediction.VerificationMethod;

/**
 * Turns the text that a model wrote into a checked {@link Plan}.
 *
 * <p>Prose and fences around the JSON are tolerated, and so are fields that it doesn't know. A missing field, a wrong
 * type, an empty list or a date that isn't ahead are not: such a plan could not be checked by anyone.
 */
@ApplicationScoped
public class PlanReader {

    /** Twice the longest prediction: a statement says it again, and more exactly. */
    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_YEARS_AHEAD = 150;
    private static final int MOST_ENTRIES = 30;

    /** Bounds the work that an answer full of braces can cause. */
    private static final int MOST_OBJECTS_TRIED = 64;

    private final ObjectMapper json;
    private final Clock clock;

    PlanReader(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * Reads the last plan in the text, since a model that corrects itself means its last word.
     *
     * @throws UnreadablePlanException if there is none, or if it isn't one that could be checked
     */
    public Plan read(String text) {
        JsonNode plan = find(text);
        Plan read = new Plan(
                text(plan, "prediction_statement"),
                date(plan),
                method(plan.get("verification_method")),
                plan.hasNonNull("assumptions") ? entries(plan, "assumptions", true) : List.of());
        if (!Plan.INITIAL_STATUS.equals(text(plan, "initial_status"))) {
            throw new UnreadablePlanException("initial_status is not \"pending\"");
        }
        return read;
    }

    private JsonNode find(String text) {
        JsonNode found = null;
        int from = 0;
        for (int tried = 0; tried < MOST_OBJECTS_TRIED; tried++) {
            int start = text.indexOf('{', from);
            if (start < 0) {
                break;
            }
            from = start + 1;
            try (JsonParser parser = json.createParser(text.substring(start))) {
                JsonNode candidate = json.readTree(parser);
                from = start + (int) parser.currentLocation().getCharOffset();
                if (candidate.has("prediction_statement")) {
                    found = candidate;
                }
            } catch (IOException notJson) {
                continue;
            }
        }
        if (found == null) {
            throw new UnreadablePlanException("there is no complete JSON object with a prediction_statement");
        }
        return found;
    }

    private OffsetDateTime date(JsonNode plan) {
        String text = text(plan, "verification_date");
        OffsetDateTime date;
        try {
            date = OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnreadablePlanException("verification_date is not ISO 8601 with an offset");
        }
        if (date.getYear() > OffsetDateTime.now(clock).getYear() + MOST_YEARS_AHEAD) {
            throw new UnreadablePlanException("verification_date is more than " + MOST_YEARS_AHEAD + " years ahead");
        }
        if (!date.toInstant().isAfter(clock.instant())) {
            throw new UnreadablePlanException("verification_date is not in the future");
        }
        return date;
    }

    private static VerificationMethod method(JsonNode method) {
        if (method == null || !method.isObject()) {
            throw new UnreadablePlanException("verification_method is missing");
        }
        return new VerificationMethod(
                entries(method, "source", false), entries(method, "criteria", false), entries(method, "steps", false));
    }

    private static List<String> entries(JsonNode parent, String field, boolean mayBeEmpty) {
        JsonNode list = parent.get(field);
        if (list == null || !list.isArray()) {
            throw new UnreadablePlanException(field + " is not a list");
        }
        if (list.isEmpty() && !mayBeEmpty) {
            throw new UnreadablePlanException(field + " is empty");
        }
        if (list.size() > MOST_ENTRIES) {
            throw new UnreadablePlanException(field + " has more than " + MOST_ENTRIES + " entries");
        }
        List<String> entries = new ArrayList<>(list.size());
        for (JsonNode entry : list) {
            entries.add(checked(entry, field + " has an entry that"));
        }
        return entries;
    }

    private static String text(JsonNode parent, String field) {
        if (!parent.hasNonNull(field)) {
            throw new UnreadablePlanException(field + " is missing");
        }
        return checked(parent.get(field), field);
    }

    private static String checked(JsonNode value, String what) {
        if (!value.isTextual()) {
            throw new UnreadablePlanException(what + " is not text");
        }
        String text = value.textValue().strip();
        if (text.isEmpty()) {
            throw new UnreadablePlanException(what + " is blank");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new UnreadablePlanException(what + " is longer than " + LONGEST_TEXT + " characters");
        }
        return text;
    }
}
