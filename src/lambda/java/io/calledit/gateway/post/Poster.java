package io.calledit.gateway.post;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.calledit.line.Frame;
import io.calledit.line.FrameLog;
import io.calledit.line.FrameWriter;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/**
 * Posts one run's frames to one connection. It asks the log for a frame only when the one before has been taken, so text
 * that comes meanwhile goes out joined, and nothing ever waits for more than one post.
 */
public final class Poster implements MultiSubscriber<Frame.OfRun> {

    private static final Logger LOG = Logger.getLogger(Poster.class);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 5;
    /** One that can't be reached for so long may come back and resume. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Posts posts;
    private final FrameWriter frames;
    private final ScheduledExecutorService workers;
    private final URI gateway;
    private final String connectionId;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile Flow.Subscription log;
    private volatile boolean posting;
    private volatile boolean over;

    /** How posting came to an end. */
    public enum End {
        /** All there was to post has been taken. */
        ALL_POSTED,
        /** Nobody is there any more. */
        GONE
    }

    /** @param gateway where the connection's events come from */
    public Poster(Posts posts, FrameWriter frames, ScheduledExecutorService workers, URI gateway, String connectionId) {
        this.posts = posts;
        this.frames = frames;
        this.workers = workers;
        this.gateway = gateway;
        this.connectionId = connectionId;
    }

    /**
     * Begins to post the frames after that number.
     *
     * @return how it ends; never fails
     */
    public CompletableFuture<End> post(FrameLog run, int afterSeq) {
        run.after(afterSeq, connectionId).subscribe().withSubscriber(this);
        return end;
    }

    /**
     * Posts one frame that is no run's.
     *
     * @return as there
     */
    public CompletableFuture<End> post(Frame answer) {
        posting = true;
        over = true;
        String text = frames.write(answer);
        workers.execute(() -> attempt(text, 0, System.nanoTime()));
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        log = subscription;
        subscription.request(1);
    }

    @Override
    public void onItem(Frame.OfRun frame) {
        posting = true;
        String text = frames.write(frame);
        workers.execute(() -> attempt(text, 0, System.nanoTime())); // the model's own thread brings it, and must not wait
    }

    private void attempt(String frame, int tries, long since) {
        Posts.Outcome outcome;
        try {
            outcome = posts.post(gateway, connectionId, frame);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Connection %s: a frame could not be posted", connectionId);
            outcome = Posts.Outcome.IMPOSSIBLE;
        }
        if (outcome == Posts.Outcome.POSTED) {
            taken();
        } else if (outcome == Posts.Outcome.LATER && System.nanoTime() - since < PATIENCE.toNanos()) {
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

    private void taken() {
        synchronized (this) {
            posting = false;
            if (over) {
                end.complete(End.ALL_POSTED);
                return;
            }
        }
        log.request(1);
    }

    /** The log has no more for this reader; the last frame may still be on its way. */
    @Override
    public synchronized void onCompletion() {
        over = true;
        if (!posting) {
            end.complete(End.ALL_POSTED);
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        LOG.errorf(failure, "Connection %s: its frames could not be read", connectionId);
        end.complete(End.GONE);
    }
}
