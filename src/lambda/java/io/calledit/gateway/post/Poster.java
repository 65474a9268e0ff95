package io.calledit.gateway.post;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

import io.calledit.line.Frame;
import io.calledit.line.FrameLog;
import io.calledit.line.FrameWriter;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/**
 * Posts one run's frames to one connection. It asks the log for a frame only when the one before has been taken, so text
 * that comes meanwhile goes out joined, and nothing ever waits for more than one post.
 *
 * <p>After text it lets a little more of it gather, which makes fewer and larger posts, unless something else is there to
 * be sent; and that the model has finished is told together with the plan. {@code docs/decisions/0012-fewer-posts.md}.
 */
public final class Poster implements MultiSubscriber<Frame.OfRun> {

    private static final Logger LOG = Logger.getLogger(Poster.class);

    private static final Duration LONGEST_GATHERING = Duration.ofMillis(100);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 5;
    /** One that can't be reached for so long may come back and resume. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Posts posts;
    private final FrameWriter frames;
    private final ScheduledExecutorService workers;
    private final LongSupplier nanoTime;
    private final URI gateway;
    private final String connectionId;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile FrameLog.Reading log;
    private volatile Future<?> gathering = CompletableFuture.completedFuture(null);
    private Frame.Finished held; // until the log tells what follows it; touched by the log's calls alone, one at a time
    private Frame.OfRun next; // guarded by this
    private boolean posting; // guarded by this
    private boolean over; // guarded by this

    /** How posting came to an end. */
    public enum End {
        /** All there was to post has been taken. */
        ALL_POSTED,
        /** Nobody is there any more. */
        GONE
    }

    /**
     * @param nanoTime of the clock by which the workers wait
     * @param gateway where the connection's events come from
     */
    public Poster(
            Posts posts,
            FrameWriter frames,
            ScheduledExecutorService workers,
            LongSupplier nanoTime,
            URI gateway,
            String connectionId) {
        this.posts = posts;
        this.frames = frames;
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.gateway = gateway;
        this.connectionId = connectionId;
    }

    /**
     * Begins to post the frames after that number.
     *
     * @return how it ends; never fails
     */
    public CompletableFuture<End> post(FrameLog run, int afterSeq) {
        log = run.read(afterSeq, connectionId, this);
        log.request(1);
        return end;
    }

    /**
     * Posts one frame that is no run's.
     *
     * @return as there
     */
    public synchronized CompletableFuture<End> post(Frame answer) {
        over = true;
        begin(answer);
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {} // what it reads is known, and asked for a frame, after that

    @Override
    public void onItem(Frame.OfRun frame) {
        gathering.cancel(false);
        if (frame instanceof Frame.Finished finished) {
            held = finished;
            log.request(1);
        } else if (held == null) {
            begin(frame);
        } else if (frame instanceof Frame.Complete complete) {
            begin(complete.joinedTo(held));
            held = null;
        } else {
            beginWithHeld(frame);
        }
    }

    /** @param then comes after it, or null */
    private synchronized void beginWithHeld(Frame.OfRun then) {
        next = then;
        begin(held);
        held = null;
    }

    /** On a worker, as the model's own thread may have brought it, and must not wait. */
    private synchronized void begin(Frame frame) {
        posting = true;
        workers.execute(() -> attempt(frame, 0, nanoTime.getAsLong()));
    }

    private void attempt(Frame frame, int tries, long since) {
        long begun = nanoTime.getAsLong();
        Posts.Outcome outcome;
        try {
            outcome = posts.post(gateway, connectionId, frames.write(frame));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Connection %s: a frame could not be posted", connectionId);
            outcome = Posts.Outcome.IMPOSSIBLE;
        }
        long now = nanoTime.getAsLong();
        if (outcome == Posts.Outcome.POSTED) {
            taken(frame, now - begun);
        } else if (outcome == Posts.Outcome.LATER && now - since < PATIENCE.toNanos()) {
            workers.schedule(() -> attempt(frame, tries + 1, since), pause(tries), TimeUnit.MILLISECONDS);
        } else {
            if (log != null) {
                log.cancel();
            }
            end.complete(End.GONE);
        }
    }

    /** Grows with each try, and is a different one for each who waits. */
    private static long pause(int tries) {
        long most = FIRST_PAUSE_MILLIS << Math.min(tries, MOST_DOUBLINGS);
        return ThreadLocalRandom.current().nextLong(most / 2, most);
    }

    /**
     * Asks for the next frame; after text, for more than that within half the time that this took.
     *
     * @param took in nanoseconds
     */
    private void taken(Frame frame, long took) {
        synchronized (this) {
            posting = false;
            if (next != null) {
                begin(next);
                next = null;
                return;
            }
            if (over) {
                end.complete(End.ALL_POSTED);
                return;
            }
        }
        if (frame instanceof Frame.Text) {
            log.letTextGather();
            gathering = workers.schedule(
                    log::hurry, Math.min(took / 2, LONGEST_GATHERING.toNanos()), TimeUnit.NANOSECONDS);
        }
        log.request(1);
    }

    /** The log has no more for this reader; the last frame may still be on its way. */
    @Override
    public synchronized void onCompletion() {
        gathering.cancel(false);
        over = true;
        if (held != null) {
            beginWithHeld(null);
        } else if (!posting) {
            end.complete(End.ALL_POSTED);
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        LOG.errorf(failure, "Connection %s: its frames could not be read", connectionId);
        end.complete(End.GONE);
    }
}
