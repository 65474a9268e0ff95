package io.calledit.prediction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How a prediction was judged, and on what.
 *
 * @param evidence addresses (http or https) where anyone can see it; empty only where the note says why
 * @param note what the judge has to say
 */
public record Verdict(Outcome outcome, List<String> evidence, Optional<String> note) {

    public Verdict {
        requireNonNull(outcome, "outcome");
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty() && note.isEmpty()) {
            throw new IllegalArgumentException("a verdict rests on evidence or on a note");
        }
    }
}
