package io.calledit.model.rules;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One answer on its way out: a piece, a pause, a piece, until it is said or cancelled; it holds no thread while it waits. */
final class PacedStream implements StreamingHandle {

    private final List<String> pieces;
    private final ChatResponse response;
    private final StreamingChatResponseHandler handler;
    private final Duration pace;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final PartialResponseContext context = new PartialResponseContext(this);
    private volatile boolean cancelled;
    private volatile ScheduledFuture<?> pause;
    private int next;

    PacedStream(List<String> pieces, ChatResponse response, StreamingChatResponseHandler handler, Duration pace,
            Executor worker,
            ScheduledExecutorService timer) {
        this.pieces = pieces;
        this.response = response;
        this.handler = handler;
        this.pace = pace;
        this.worker = worker;
        this.timer = timer;
    }

    /** Says the first piece on this thread, which is a worker's. */
    void start() {
        go();
    }

    @Override
    public void cancel() {
        cancelled = true;
        ScheduledFuture<?> waiting = pause;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    private void go() {
        try {
            while (!cancelled && next < pieces.size()) {
                handler.onPartialResponse(new PartialResponse(pieces.get(next++)), context);
                if (!pace.isZero()) {
                    rest();
                    return;
                }
            }
            if (!cancelled) {
                handler.onCompleteResponse(response);
            }
        } catch (RuntimeException failure) {
            fail(failure);
        }
    }

    private void rest() {
        if (cancelled) {
            return;
        }
        pause = timer.schedule(this::resume, pace.toNanos(), TimeUnit.NANOSECONDS);
        if (cancelled) {
            pause.cancel(false);
        }
    }

    private void resume() {
        try {
            worker.execute(this::go);
        } catch (RejectedExecutionException shutDown) {
            fail(shutDown);
        }
    }

    private void fail(RuntimeException failure) {
        if (!cancelled) {
            cancelled = true;
            handler.onError(failure);
        }
    }
}
