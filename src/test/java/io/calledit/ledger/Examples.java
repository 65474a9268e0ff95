package io.calledit.ledger;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.calledit.identity.Owner;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.calledit.prediction.Verdict;
import io.calledit.prediction.VerificationMethod;

/** Calls and what happens to them, for the tests of the ledger. */
public final class Examples {

    public static final Owner ANN = new Owner("ann");
    public static final Owner BEN = new Owner("ben");

    private Examples() {}

    public static Terms terms(String statement, String due, String... tags) {
        return new Terms(plan(statement, due), 70, List.of(tags), Optional.of("I say: " + statement), Optional.of("test"),
                Optional.of("Europe/Paris"));
    }

    public static Plan plan(String statement, String due) {
        return new Plan(
                statement,
                OffsetDateTime.parse(due),
                new VerificationMethod(List.of("Météo-France"), List.of("True if it rains", "False if not"), List.of("Look")),
                List.of("Any trace counts"));
    }

    public static IdempotencyKey newKey() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    public static Event.Judged cameTrue() {
        return new Event.Judged(new Verdict(Outcome.CAME_TRUE, List.of("https://example.org/seen"), Optional.of("Seen.")));
    }
}
