package io.calledit.ledger.api.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.calledit.ledger.Call;
import io.calledit.ledger.Event;
import io.calledit.ledger.Moment;
import io.calledit.ledger.Standing;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A call with its terms and all of its entries. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Call",
        description = "A call with its terms and all that happened to it.",
        requiredProperties = {
            "id", "number", "statement", "due", "confidence", "tags", "state", "loggedAt", "plan", "firstConfidence", "of", "hash",
            "entries"
        })
public record CallView(
        @JsonUnwrapped SummaryView summary,
        @Schema(ref = "#/components/schemas/Plan") Plan plan,
        @Schema(description = "The confidence with which the call was logged, in percent.", minimum = "1", maximum = "99")
                int firstConfidence,
        @Schema(description = "The prediction as the person wrote it.") Optional<String> prompt,
        @Schema(description = "Who drafted the plan.") Optional<String> model,
        @Schema(description = "The person’s time zone when the call was logged.", examples = "Europe/Berlin")
                Optional<String> timezone,
        Optional<TranscriptView> transcript,
        Optional<VerdictView> verdict,
        @Schema(description = "How many calls the owner has by now: this one is number `number` of so many.", examples = "23")
                long of,
        @Schema(ref = "#/components/schemas/Hash") String hash,
        @Schema(ref = "#/components/schemas/Entries") List<EntryView> entries) {

    public static CallView of(Call call, Instant now) {
        Terms terms = call.terms();
        return new CallView(
                SummaryView.of(call.summary(), now),
                terms.plan(),
                terms.confidence(),
                terms.prompt(),
                terms.model(),
                terms.timezone(),
                call.drafting().map(TranscriptView::of),
                call.verdict().map(verdict -> VerdictView.of((Standing.Judged) call.summary().standing(), verdict)),
                call.of(),
                call.entries().get(0).hash(),
                call.entries().stream().map(EntryView::of).toList());
    }
}
