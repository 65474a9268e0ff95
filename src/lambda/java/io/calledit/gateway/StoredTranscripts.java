package io.calledit.gateway;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.calledit.gateway.table.StoredFrames;
import io.calledit.gateway.table.StoredRun;
import io.calledit.gateway.table.StoredRuns;
import io.calledit.gateway.table.TimedFrame;
import io.calledit.identity.Owner;
import io.calledit.line.Frame;
import io.calledit.line.TranscriptOfRun;
import io.calledit.planning.Transcripts;

/** Makes transcripts of stored runs, in whichever process they were. */
@Alternative
@Priority(1)
@ApplicationScoped
class StoredTranscripts implements Transcripts {

    /** The last frame is sent and stored at the same time, and whoever was sent it may be here first. */
    private static final int MOST_LOOKS = 3;

    private final GatewayConfig config;
    private final StoredRuns runs;
    private final StoredFrames frames;

    StoredTranscripts(GatewayConfig config, StoredRuns runs, StoredFrames frames) {
        this.config = config;
        this.runs = runs;
        this.frames = frames;
    }

    @Override
    public Found find(Owner owner, String runId) {
        Optional<StoredRun> run = run(owner, runId);
        for (int looks = 1; looks < MOST_LOOKS && run.isPresent() && !run.get().hasEnded(); looks++) {
            pause();
            run = run(owner, runId);
        }
        if (run.isEmpty()) {
            return new Found.Unknown();
        }
        return run.get().hasEnded() ? ended(run.get()) : new Found.UnderWay();
    }

    private Found ended(StoredRun run) {
        List<TimedFrame> all = frames.after(run.id(), 0);
        if (all.isEmpty() || !(all.get(0).frame() instanceof Frame.Processing asked)) {
            return new Found.Unknown();
        }
        TranscriptOfRun reading = new TranscriptOfRun();
        all.forEach(timed -> reading.take(timed.at(), timed.frame()));
        return new Found.Ended(reading.transcript(run.id(), asked.prompt(), asked.timezone(), run.startedAt()));
    }

    /** A run's name is a UUID; whatever else is asked for is no key of the table's. */
    private Optional<StoredRun> run(Owner owner, String runId) {
        try {
            return runs.find(UUID.fromString(runId).toString(), owner);
        } catch (IllegalArgumentException noRun) {
            return Optional.empty();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(config.beat().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
