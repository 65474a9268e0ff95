package io.calledit.model.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;

/** A plan as the rules wrote it, ready to be told as JSON in reading order. */
record Draft(String statement, ZonedDateTime decides, List<String> source, List<String> criteria, List<String> steps,
        List<String> assumptions) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Draft {
        Objects.requireNonNull(decides);
        if (statement.isBlank() || source.isEmpty() || criteria.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException("A plan needs a statement, sources, criteria and steps");
        }
        statement = Shortening.cut(statement, Shortening.LONGEST_ENTRY);
        source = shortened(source);
        criteria = shortened(criteria);
        steps = shortened(steps);
        assumptions = shortened(assumptions);
    }

    private static List<String> shortened(List<String> lines) {
        return lines.stream().map(line -> Shortening.cut(line, Shortening.LONGEST_ENTRY)).toList();
    }

    String json() {
        ObjectNode plan = JSON.createObjectNode();
        plan.put("prediction_statement", statement);
        plan.put("verification_date", DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").format(decides));
        ObjectNode method = plan.putObject("verification_method");
        list(method.putArray("source"), source);
        list(method.putArray("criteria"), criteria);
        list(method.putArray("steps"), steps);
        plan.put("initial_status", "pending");
        list(plan.putArray("assumptions"), assumptions);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plan);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void list(ArrayNode array, List<String> lines) {
        lines.forEach(array::add);
    }
}
