package io.calledit.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.calledit.identity.Owner;
import io.calledit.planning.Transcripts;
import io.calledit.prediction.Outcome;
import io.calledit.prediction.Plan;
import io.calledit.prediction.Terms;
import io.calledit.prediction.Transcript;
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

    /** What a run came to that wrote some words with a tool in between. */
    public static Transcript transcript(String... words) {
        List<Transcript.Step> steps = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            steps.add(new Transcript.Step.Text(100 * (i + 1), words[i]));
        }
        steps.add(new Transcript.Step.Tool(
                50, "current_time", "{\"timezone\":\"Europe/Paris\"}", Transcript.Step.Tool.State.DONE, Optional.of(3)));
        return new Transcript(
                "5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10",
                "it rains tomorrow",
                "Europe/Paris",
                Instant.parse("2026-11-22T11:59:00.250Z"),
                4_100,
                new Transcript.Ending.Complete(
                        plan("It rains", "2027-01-01T00:00:00Z"), "a model", Optional.of(new Transcript.Usage(1_200, 340))),
                steps);
    }

    /** The draft of that transcript. */
    public static Draft draft(String... words) {
        Transcript transcript = transcript(words);
        return Draft.of(transcript.runId(), new Transcripts.Found.Ended(transcript));
    }

    public static IdempotencyKey newKey() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    public static Event.Judged cameTrue() {
        return new Event.Judged(new Verdict(Outcome.CAME_TRUE, List.of("https://example.org/seen"), Optional.of("Seen.")));
    }
}
