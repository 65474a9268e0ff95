package io.calledit.ledger.api.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.calledit.ledger.CallSummary;
import io.calledit.ledger.Moment;
import io.calledit.ledger.Standing;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A call as lists show it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "CallSummary",
        description = "A call as lists show it.",
        requiredProperties = {"id", "number", "statement", "due", "confidence", "tags", "state", "loggedAt"})
public record SummaryView(
        @Schema(ref = "#/components/schemas/CallId") String id,
        @Schema(description = "The call’s place among its owner’s, from 1.", examples = "17") long number,
        @Schema(description = "What is claimed.", examples = "Bitcoin trades above $100,000 on 31 December 2027.")
                String statement,
        @Schema(ref = "#/components/schemas/Due") String due,
        @Schema(ref = "#/components/schemas/Confidence") int confidence,
        @Schema(description = "In lower case, each once.") List<String> tags,
        @Schema(ref = "#/components/schemas/State") String state,
        @Schema(ref = "#/components/schemas/Outcome") Optional<String> outcome,
        @Schema(ref = "#/components/schemas/Moment") String loggedAt,
        @Schema(ref = "#/components/schemas/Moment") Optional<String> importedFrom) {

    public static SummaryView of(CallSummary call, Instant now) {
        return new SummaryView(
                call.id().text(),
                call.number(),
                call.statement(),
                Moment.due(call.due()),
                call.confidence(),
                call.tags(),
                call.state(now).wireName(),
                call.standing() instanceof Standing.Judged judged
                        ? Optional.of(judged.outcome().wireName())
                        : Optional.empty(),
                Moment.written(call.loggedAt()),
                call.importedFrom().map(Moment::written));
    }
}
