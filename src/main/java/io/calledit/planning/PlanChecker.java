package io.calledit.planning;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.calledit.prediction.PlainText;
import io.calledit.prediction.Plan;
import io.calledit.prediction.VerificationMethod;

/**
 * The one gate between a plan in JSON, whoever wrote it, and a {@link Plan}. Fields that it doesn't know are passed
 * over; a missing field, a wrong type or an empty list is not, since such a plan could not be checked by anyone.
 */
@ApplicationScoped
public class PlanChecker {

    /** Twice the longest prediction: a statement says it again, and more exactly. */
    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_YEARS_AHEAD = 150;
    private static final int MOST_ENTRIES = 30;

    private final Clock clock;

    public PlanChecker(Clock clock) {
        this.clock = clock;
    }

    /**
     * Checks a new plan: its date has to be ahead.
     *
     * @throws UncheckablePlanException with all that is wrong
     */
    public Plan check(JsonNode plan) {
        return new Check(true).plan(plan);
    }

    /**
     * Checks a plan that may have been made long ago.
     *
     * @throws UncheckablePlanException with all that is wrong
     */
    public Plan checkOfAnyDate(JsonNode plan) {
        return new Check(false).plan(plan);
    }

    private final class Check {

        private final List<FieldError> errors = new ArrayList<>();
        private final boolean ahead;

        Check(boolean ahead) {
            this.ahead = ahead;
        }

        Plan plan(JsonNode plan) {
            String statement = text(plan, "prediction_statement");
            OffsetDateTime date = date(plan);
            JsonNode method = plan.path("verification_method");
            if (!method.isObject()) {
                wrong("verification_method", method.isMissingNode() ? "is missing" : "is not an object");
                method = MissingNode.getInstance();
            }
            List<String> source = entries(method, "source");
            List<String> criteria = entries(method, "criteria");
            List<String> steps = entries(method, "steps");
            String status = text(plan, "initial_status");
            if (status != null && !status.equals(Plan.INITIAL_STATUS)) {
                wrong("initial_status", "is not \"pending\"");
            }
            List<String> assumptions = plan.hasNonNull("assumptions") ? list(plan, "", "assumptions", true) : List.of();
            if (!errors.isEmpty()) {
                throw new UncheckablePlanException(errors);
            }
            return new Plan(statement, date, new VerificationMethod(source, criteria, steps), assumptions);
        }

        private OffsetDateTime date(JsonNode plan) {
            String field = "verification_date";
            String text = text(plan, field);
            if (text == null) {
                return null;
            }
            OffsetDateTime date;
            try {
                date = OffsetDateTime.parse(text);
            } catch (DateTimeParseException e) {
                wrong(field, "is not ISO 8601 with an offset");
                return null;
            }
            // A plan is written with offsets of hours and minutes.
            if (date.getOffset().getTotalSeconds() % 60 != 0) {
                wrong(field, "has an offset with seconds in it");
            } else if (date.getYear() > OffsetDateTime.now(clock).getYear() + MOST_YEARS_AHEAD) {
                wrong(field, "is more than " + MOST_YEARS_AHEAD + " years ahead");
            } else if (date.getYear() < 1900) {
                wrong(field, "is before 1900");
            } else if (ahead && !date.toInstant().isAfter(clock.instant())) {
                wrong(field, "is not in the future");
            }
            return date;
        }

        private List<String> entries(JsonNode method, String field) {
            return method.isMissingNode() ? null : list(method, "verification_method.", field, false);
        }

        private List<String> list(JsonNode parent, String path, String name, boolean mayBeEmpty) {
            String field = path + name;
            JsonNode list = parent.path(name);
            if (!list.isArray()) {
                wrong(field, "is not a list");
                return null;
            }
            if (list.isEmpty() && !mayBeEmpty) {
                wrong(field, "is empty");
            }
            if (list.size() > MOST_ENTRIES) {
                wrong(field, "has more than " + MOST_ENTRIES + " entries");
                return null;
            }
            List<String> entries = new ArrayList<>(list.size());
            for (JsonNode entry : list) {
                String trouble = trouble(entry);
                if (trouble != null) {
                    wrong(field, "has an entry that " + trouble);
                    return null;
                }
                entries.add(entry.textValue().strip());
            }
            return entries;
        }

        private String text(JsonNode parent, String field) {
            if (!parent.hasNonNull(field)) {
                wrong(field, "is missing");
                return null;
            }
            String trouble = trouble(parent.get(field));
            if (trouble != null) {
                wrong(field, trouble);
                return null;
            }
            return parent.get(field).textValue().strip();
        }

        private void wrong(String field, String message) {
            errors.add(new FieldError(field, message));
        }
    }

    /** What is wrong with a value that should be text, or null. */
    private static String trouble(JsonNode value) {
        if (!value.isTextual()) {
            return "is not text";
        }
        String text = value.textValue().strip();
        if (text.isEmpty()) {
            return "is blank";
        }
        if (text.length() > LONGEST_TEXT) {
            return "is longer than " + LONGEST_TEXT + " characters";
        }
        if (PlainText.firstNoText(text).isPresent()) {
            return "holds a character that is not text";
        }
        return PlainText.saysSomething(text) ? null : "says nothing";
    }
}
