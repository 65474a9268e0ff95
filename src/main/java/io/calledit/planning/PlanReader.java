package io.calledit.planning;

import java.io.IOException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.calledit.prediction.Plan;

/**
 * Turns the text that a model wrote into a checked {@link Plan}.
 *
 * <p>Prose and fences around the JSON are tolerated; {@link PlanChecker} says what of the JSON is not.
 */
@ApplicationScoped
public class PlanReader {

    /** Bounds the work that an answer full of braces can cause. */
    private static final int MOST_OBJECTS_TRIED = 64;

    private final ObjectMapper json;
    private final PlanChecker checker;

    PlanReader(ObjectMapper json, PlanChecker checker) {
        this.json = json;
        this.checker = checker;
    }

    /**
     * Reads the last plan in the text, since a model that corrects itself means its last word.
     *
     * @throws UnreadablePlanException if there is none, or if it isn't one that could be checked
     */
    public Plan read(String text) {
        try {
            return checker.check(find(text));
        } catch (UncheckablePlanException e) {
            throw new UnreadablePlanException(e.errors().stream().map(FieldError::toString).toList());
        }
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
            throw new UnreadablePlanException(List.of("there is no complete JSON object with a prediction_statement"));
        }
        return found;
    }
}
