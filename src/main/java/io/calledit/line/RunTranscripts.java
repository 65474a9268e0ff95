package io.calledit.line;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.identity.Owner;
import io.calledit.planning.Transcripts;

/** Makes transcripts of the runs that this node still knows. */
@ApplicationScoped
class RunTranscripts implements Transcripts {

    private final Runs runs;

    RunTranscripts(Runs runs) {
        this.runs = runs;
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
        return new Found.Ended(TranscriptOfRun.of(run, run.started()));
    }
}
