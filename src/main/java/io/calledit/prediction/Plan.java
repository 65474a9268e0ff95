package io.calledit.prediction;

import static java.util.Objects.requireNonNull;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A prediction that a stranger could check: the exact statement, when it is decided, and how.
 *
 * @param statement what is claimed, in one exact sentence
 * @param verificationDate the moment at which the claim is decided, to the second, with its offset from UTC
 * @param method where to look, what decides, and what to do
 * @param assumptions what the planner took for granted because the person didn't say it; may be empty
 */
@RegisterForReflection
@JsonPropertyOrder({"prediction_statement", "verification_date", "verification_method", "initial_status", "assumptions"})
public record Plan(
        @JsonProperty("prediction_statement") String statement,
        @JsonProperty("verification_date")
                @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "uuuu-MM-dd'T'HH:mm:ssXXX")
                OffsetDateTime verificationDate,
        @JsonProperty("verification_method") VerificationMethod method,
        @JsonProperty("assumptions") List<String> assumptions) {

    /** The status that every plan starts with. */
    public static final String INITIAL_STATUS = "pending";

    public Plan {
        requireNonNull(statement, "statement");
        requireNonNull(method, "method");
        if (statement.isBlank()) {
            throw new IllegalArgumentException("the statement is blank");
        }
        verificationDate = verificationDate.truncatedTo(ChronoUnit.SECONDS);
        assumptions = List.copyOf(assumptions);
    }

    /** Always {@value #INITIAL_STATUS}: nothing has been decided when a plan is made. */
    @JsonProperty("initial_status")
    public String initialStatus() {
        return INITIAL_STATUS;
    }
}
