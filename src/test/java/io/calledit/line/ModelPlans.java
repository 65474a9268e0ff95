package io.calledit.line;

import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Plans as a model would write them. */
public final class ModelPlans {

    private ModelPlans() {
    }

    /** A plan that can be checked, for a prediction that is decided a year from now. */
    public static String about(String statement) {
        return decidedAt(statement, OffsetDateTime.now(ZoneOffset.ofHours(-5)).plusYears(1).with(LocalTime.of(23, 59, 59)));
    }

    /** The same, decided at a moment of the test's choice; its second must not be 0, which Java would leave out. */
    public static String decidedAt(String statement, OffsetDateTime date) {
        var plan = WireClient.JSON.createObjectNode()
                .put("prediction_statement", statement)
                .put("verification_date", date.toString());
        var method = plan.putObject("verification_method");
        method.putArray("source").add("Coinbase BTC-USD daily candles");
        method.putArray("criteria").add("True if any daily close is at or above 100,000.00").add("False otherwise");
        method.putArray("steps").add("Open the daily candles").add("Find the highest close");
        plan.put("initial_status", "pending");
        plan.putArray("assumptions").add("A daily close counts — not a price within a day 📈");
        return plan.toString();
    }

    /** A plan in tokens of a few characters, never within a character. */
    public static String[] tokens(String plan) {
        var tokens = new ArrayList<String>();
        for (int from = 0; from < plan.length();) {
            int to = plan.offsetByCodePoints(from, Math.min(5, plan.codePointCount(from, plan.length())));
            tokens.add(plan.substring(from, to));
            from = to;
        }
        return tokens.toArray(String[]::new);
    }

    public static JsonNode json(String plan) {
        try {
            return WireClient.JSON.readTree(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
