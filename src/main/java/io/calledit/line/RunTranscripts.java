package io.calledit.line;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.identity.Owner;
import io.calledit.planning.Transcripts;

/** Makes transcripts of the runs that this node still knows. */
@ApplicationScoped
class RunTranscripts implements Transcripts {

    private final Runs runs;
    private final Clock clock;

    RunTranscripts(Runs runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public Found find(Owner owner, String runId) {
        Run run;
        try {
            run = runs.find(runId, owner);
        } catch (RefusedException unknown) {
            return new Found.Unknown();
        }
        if (!run.log().hasEnded()) {
            return new Found.UnderWay();
        }
        // A log measures time and doesn't know the date.
        return new Found.Ended(TranscriptOfRun.of(run, clock.instant().minus(run.log().age())));
    }
}
