package io.calledit.gateway;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.gateway.post.Poster;
import io.calledit.gateway.post.Posts;
import io.calledit.gateway.table.Connections;
import io.calledit.gateway.table.StoredRuns;
import io.calledit.line.Frame;
import io.calledit.line.FrameLog;
import io.calledit.line.FrameWriter;

/** Those who read: what they are sent, and what is forgotten of them when they are gone. */
@ApplicationScoped
class Readers {

    private final Posts posts;
    private final FrameWriter frames;
    private final ScheduledExecutorService workers;
    private final Connections connections;
    private final StoredRuns runs;

    Readers(
            Posts posts,
            FrameWriter frames,
            ScheduledExecutorService workers,
            Connections connections,
            StoredRuns runs) {
        this.posts = posts;
        this.frames = frames;
        this.workers = workers;
        this.connections = connections;
        this.runs = runs;
    }

    /** Sends a connection the frames of a run after that number; see {@link Poster#post(FrameLog, int)}. */
    CompletableFuture<Poster.End> send(FrameLog run, int afterSeq, Visit visit) {
        return poster(visit).post(run, afterSeq);
    }

    /** Sends a connection one frame, and waits until it is there or nobody is. */
    void answer(Frame answer, Visit visit) {
        if (poster(visit).post(answer).join() == Poster.End.GONE) {
            gone(visit.connectionId());
        }
    }

    private Poster poster(Visit visit) {
        URI gateway = visit.gateway();
        return new Poster(posts, frames, workers, System::nanoTime, gateway, visit.connectionId());
    }

    /** A connection has one run less under way. */
    void doneWith(String runId, String connectionId) {
        connections.left(connectionId, runId);
    }

    /** A connection is gone: it is forgotten, and reads no run any more. */
    void gone(String connectionId) {
        connections.closed(connectionId).forEach(run -> runs.lost(run, connectionId));
    }
}
