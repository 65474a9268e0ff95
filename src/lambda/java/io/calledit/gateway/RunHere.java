package io.calledit.gateway;

import java.time.Duration;
import java.util.ArrayList;
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
import io.calledit.line.Run;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A run of this process, from the first frame to the last: at every beat its new frames are stored, so that others can
 * send them on, and it is looked whether somebody wants it to end, or nobody reads it any more.
 *
 * <p>Nothing goes on when {@link #tend} has returned: the process may then be frozen, for ever.
 */
final class RunHere {

    private static final Logger LOG = Logger.getLogger(RunHere.class);

    private static final String KEEPER = "keeper";
    private static final int MOST_FAILURES = 20;

    private final Run run;
    private final String place;
    private final Visit visit;
    private final GatewayConfig config;
    private final Duration grace;
    private final StoredRuns runs;
    private final StoredFrames frames;
    private final Readers readers;
    private final IntSupplier millisLeft;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private List<TimedFrame> unstored = List.of();
    private int stored;
    private int failures;
    private boolean isRead = true;
    private long unreadSince;

    /**
     * @param place from which the connection reads the run
     * @param grace how long the run goes on when nobody reads it
     * @param millisLeft the time that is left to this process
     */
    RunHere(
            Run run,
            String place,
            Visit visit,
            GatewayConfig config,
            Duration grace,
            StoredRuns runs,
            StoredFrames frames,
            Readers readers,
            IntSupplier millisLeft) {
        this.run = run;
        this.place = place;
        this.visit = visit;
        this.config = config;
        this.grace = grace;
        this.runs = runs;
        this.frames = frames;
        this.readers = readers;
        this.millisLeft = millisLeft;
    }

    /** Returns when the run has ended, all of its frames are stored, and its reader has been sent them or is gone. */
    void tend() {
        CompletableFuture<Poster.End> sent = readers.send(run.log(), 0, visit);
        run.log().after(0, KEEPER).subscribe().with(frame -> {}, ended::completeExceptionally, () -> ended.complete(null));
        while (!isOver(sent)) {
            pause();
        }
        await(sent);
        leave();
    }

    private void leave() {
        try {
            runs.leave(run.id(), visit.connectionId(), place);
        } catch (SdkException e) {
            LOG.warnf("Run %s: its reader is not forgotten: %s", run.id(), e.getMessage()); // it has been sent all of it
        }
    }

    /** One beat: stores what is new, and acts on what others have written. */
    private boolean isOver(CompletableFuture<Poster.End> sent) {
        try {
            boolean wasLast = run.log().hasEnded();
            store();
            if (wasLast && unstored.isEmpty() && stored == run.log().lastSeq()) {
                runs.ended(run.id(), stored);
                readers.doneWith(run.id(), visit.connectionId());
                return true;
            }
            look(runs.beat(run.id(), stored), sent);
            failures = 0;
        } catch (SdkException e) {
            failures++;
            LOG.warnf("Run %s could not be stored: %s", run.id(), e.getMessage());
        }
        if (millisLeft.getAsInt() < config.reserve().toMillis()) {
            run.end(Run.TOOK_TOO_LONG);
        }
        return failures > MOST_FAILURES && run.log().hasEnded();
    }

    /** What could not be stored is tried again as it was: whoever has read it must find the rest behind it. */
    private void store() {
        if (unstored.isEmpty()) {
            List<TimedFrame> more = new ArrayList<>();
            run.log().replay(stored, (at, frame) -> more.add(new TimedFrame(at, frame)));
            unstored = more;
        }
        frames.store(run.id(), unstored);
        stored += unstored.size();
        unstored = List.of();
    }

    private void look(Optional<StoredRun> known, CompletableFuture<Poster.End> sent) {
        if (known.isEmpty() || known.get().isToStop() || known.get().hasEnded()) {
            run.stop();
            return;
        }
        if (isRead && sent.isDone() && !run.log().hasEnded()) {
            isRead = false;
            readers.gone(visit.connectionId());
        } else if (isRead && !known.get().isReadBy(visit.connectionId(), place)) {
            isRead = false;
            run.log().leave(visit.connectionId());
            // The next reader begins when nothing of this one's is on its way any more.
            sent.thenRun(this::leave);
        }
        if (isRead || isReadElsewhere(known.get())) {
            unreadSince = 0;
        } else if (unreadSince == 0) {
            unreadSince = System.nanoTime();
        } else if (System.nanoTime() - unreadSince >= grace.toNanos()) {
            run.stop();
        }
    }

    private boolean isReadElsewhere(StoredRun known) {
        long oldest = known.beatAt() - config.silence().toMillis();
        return known.readers().values().stream()
                .anyMatch(reader -> !reader.place().equals(place) && reader.seenAt() >= oldest);
    }

    private void pause() {
        if (run.log().hasEnded() && unstored.isEmpty() && stored < run.log().lastSeq()) {
            return;
        }
        try {
            if (run.log().hasEnded()) {
                TimeUnit.MILLISECONDS.sleep(config.beat().toMillis()); // what failed is tried again
            } else {
                ended.get(config.beat().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException nextBeat) {
            // The run goes on.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.stop();
        }
    }

    private void await(CompletableFuture<Poster.End> sent) {
        try {
            if (sent.get(Math.max(1, millisLeft.getAsInt() - 500), TimeUnit.MILLISECONDS) == Poster.End.GONE && isRead) {
                readers.gone(visit.connectionId());
            }
        } catch (TimeoutException e) {
            LOG.warnf("Run %s: its last frames could not be posted in time", run.id());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
