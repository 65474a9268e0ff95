package io.calledit.ledger.api.view;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.calledit.ledger.Moment;
import io.calledit.ledger.Standing;
import io.calledit.prediction.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The verdict that stands on a call. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Verdict",
        description = "The verdict that stands.",
        requiredProperties = {"entry", "at", "outcome", "evidence"})
public record VerdictView(
        @Schema(description = "The number of the entry that holds it; what an undo names.", examples = "31") long entry,
        @Schema(ref = "#/components/schemas/Moment") String at,
        @Schema(ref = "#/components/schemas/Outcome") String outcome,
        @Schema(description = "Web addresses where anyone can see it.") List<String> evidence,
        Optional<String> note) {

    public static VerdictView of(Standing.Judged judged, Verdict verdict) {
        return new VerdictView(
                judged.entry(),
                Moment.written(judged.at()),
                verdict.outcome().wireName(),
                verdict.evidence(),
                verdict.note());
    }
}
