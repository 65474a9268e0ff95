package io.calledit.ledger.api.view;

import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.calledit.ledger.Drafting;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a call's entry says of how its plan was drafted. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "KeptTranscript",
        description = "What is known of how the call’s plan was drafted. It has either `hash` or `missing`.")
public record TranscriptView(
        @Schema(
                        description = "SHA-256, in lower-case hexadecimal digits, of the transcript’s bytes as they are given out.",
                        pattern = "^[0-9a-f]{64}$")
                Optional<String> hash,
        @Schema(ref = "#/components/schemas/TranscriptMissing") Optional<String> missing) {

    static TranscriptView of(Drafting drafting) {
        return drafting instanceof Drafting.Kept kept
                ? new TranscriptView(Optional.of(kept.hash()), Optional.empty())
                : new TranscriptView(
                        Optional.empty(), Optional.of(((Drafting.NotKept) drafting).reason().wireName()));
    }
}
