package io.calledit.ledger.intake;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

import io.calledit.prediction.Terms;

/**
 * What a person sends to log a call.
 *
 * @param runId the draft that the plan comes from, as the person's page names it
 */
public record NewCall(Terms terms, Optional<String> runId) {

    public NewCall {
        requireNonNull(terms, "terms");
        requireNonNull(runId, "runId");
    }
}
