package io.calledit.gateway;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

import org.jboss.logging.Logger;

import io.calledit.gateway.post.Poster;
import io.calledit.gateway.table.StoredFrames;
import io.calledit.gateway.table.StoredRun;
import io.calledit.gateway.table.StoredRuns;
import io.calledit.gateway.table.TimedFrame;
import io.calledit.line.Frame;
import io.calledit.line.FrameLog;
import io.calledit.line.Refusals;

/**
 * A run of another process, or of one that is gone, as one connection reads it: its frames are read from the table into a
 * log of the same kind, and sent from there, up to the last.
 */
final class RunElsewhere {

    private static final Logger LOG = Logger.getLogger(RunElsewhere.class);

    private final String runId;
    private final String place;
    private final Visit visit;
    private final GatewayConfig config;
    private final Clock clock;
    private final StoredRuns runs;
    private final StoredFrames frames;
    private final Readers readers;
    private final IntSupplier millisLeft;
    private final FrameLog log = new FrameLog();
    private long lastSeenAt;

    /**
     * @param place from which the connection reads the run
     * @param millisLeft the time that is left to this process
     */
    RunElsewhere(
            String runId,
            String place,
            Visit visit,
            GatewayConfig config,
            Clock clock,
            StoredRuns runs,
            StoredFrames frames,
            Readers readers,
            IntSupplier millisLeft) {
        this.runId = runId;
        this.place = place;
        this.visit = visit;
        this.config = config;
        this.clock = clock;
        this.runs = runs;
        this.frames = frames;
        this.readers = readers;
        this.millisLeft = millisLeft;
    }

    /** Returns when the connection has been sent the frames after that number up to the last, or is gone, or reads anew. */
    void send(int afterSeq) {
        Optional<StoredRun.Reader> before = runs.enter(runId, visit.connectionId(), place);
        lastSeenAt = clock.millis();
        before.ifPresent(this::awaitRoom);
        read();
        CompletableFuture<Poster.End> sent = readers.send(log, afterSeq, visit);
        try {
            while (!log.hasEnded() && !sent.isDone() && isStillHere()) {
                if (!isDoneWithin(config.beat().toMillis(), sent)) {
                    read();
                }
            }
        } finally {
            if (!log.hasEnded()) {
                log.leave(visit.connectionId());
            }
        }
        if (!isDoneWithin(Math.max(1, millisLeft.getAsInt() - 500), sent)) {
            LOG.warnf("Run %s: a reader could not be sent all of it in time", runId);
        }
        if (sent.getNow(null) == Poster.End.GONE) {
            readers.gone(visit.connectionId());
        }
        runs.leave(runId, visit.connectionId(), place);
    }

    /** Two readers of one connection at once would send it frames in no order. */
    private void awaitRoom(StoredRun.Reader before) {
        long until = System.nanoTime() + config.silence().toNanos();
        while (System.nanoTime() < until) {
            Optional<StoredRun> run = runs.find(runId);
            if (run.isEmpty() || run.get().gone().contains(before.place()) || isSilent(run.get())) {
                return;
            }
            pause();
        }
    }

    private void read() {
        for (TimedFrame next : frames.after(runId, log.lastSeq())) {
            log.append(seq -> next.frame());
        }
    }

    /** Whether this goes on being the connection's reader, and there is more to come. */
    private boolean isStillHere() {
        Optional<StoredRun> run = runs.find(runId);
        if (run.isEmpty() || !run.get().isReadBy(visit.connectionId(), place)
                || millisLeft.getAsInt() < config.reserve().toMillis()) {
            return false;
        }
        if (isSilent(run.get())) {
            end();
            return true;
        }
        if (clock.millis() - lastSeenAt > config.silence().toMillis() / 3) {
            lastSeenAt = clock.millis();
            runs.seen(runId, visit.connectionId(), place);
        }
        return true;
    }

    /** Whether the process is gone that the run was in. */
    private boolean isSilent(StoredRun run) {
        return !run.hasEnded() && clock.millis() - run.beatAt() > config.silence().toMillis();
    }

    /** The run ends here, for everybody, as its own process can't end it any more. */
    private void end() {
        read();
        if (!log.hasEnded()) {
            LOG.errorf("Run %s: its process is gone", runId);
            Frame.OfRun last = new Frame.Failed(runId, log.lastSeq() + 1, Refusals.ourFault().problem());
            frames.store(runId, List.of(new TimedFrame(0, last)));
            runs.ended(runId, last.seq());
            read();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(config.beat().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isDoneWithin(long millis, CompletableFuture<Poster.End> sent) {
        try {
            sent.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
