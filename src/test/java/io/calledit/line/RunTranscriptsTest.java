package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.calledit.identity.Owner;
import io.calledit.planning.Transcripts.Found;
import io.calledit.prediction.Transcript;
import io.vertx.core.Vertx;

class RunTranscriptsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Owner ANN = new Owner("ann");

    private final Runs runs = new Runs(
            LineConfigFixture.with(), VERTX, LineMetersFixture.unseen(Clock.fixed(NOW, ZoneOffset.UTC)),
            new FrameWriter(new ObjectMapper()));
    private final RunTranscripts transcripts = new RunTranscripts(runs);

    private Run run() {
        return runs.open(new ClientMessage.MakeCall("it rains", ZoneOffset.UTC, Optional.empty()), ANN, "a", started -> {});
    }

    @AfterAll
    static void closeVertx() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRunThatHasEndedHasATranscript() {
        Run run = run();
        run.stop();

        assertThat(transcripts.find(ANN, run.id())).isInstanceOfSatisfying(Found.Ended.class, ended -> {
            assertThat(ended.transcript().runId()).isEqualTo(run.id());
            assertThat(ended.transcript().prompt()).isEqualTo("it rains");
            assertThat(ended.transcript().ending()).isEqualTo(new Transcript.Ending.Stopped());
            assertThat(ended.transcript().startedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void aRunThatIsStillGoingOnHasNone() {
        assertThat(transcripts.find(ANN, run().id())).isEqualTo(new Found.UnderWay());
    }

    @Test
    void nobodyFindsAnotherPersonsRun() {
        Run run = run();
        run.stop();

        assertThat(transcripts.find(new Owner("ben"), run.id())).isEqualTo(new Found.Unknown());
        assertThat(transcripts.find(ANN, "nonsense")).isEqualTo(new Found.Unknown());
    }
}
