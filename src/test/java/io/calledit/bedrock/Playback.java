package io.calledit.bedrock;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Plays the steps of one turn into one exchange, and stops where the client has gone. */
final class Playback {

    private static final AtomicInteger TOOL_USES = new AtomicInteger();

    private final Context context;
    private final Exchange exchange;
    private final Reply reply;
    private final Iterator<Step> steps;

    Playback(Context context, Exchange exchange, Reply reply, Turn turn) {
        this.context = context;
        this.exchange = exchange;
        this.reply = reply;
        this.steps = turn.steps().iterator();
    }

    void play() {
        // A new task for every step: each write is flushed by itself, and a long turn doesn't grow the stack.
        context.runOnContext(started -> {
            if (exchange.over() || !steps.hasNext()) {
                return;
            }
            var step = steps.next();
            step.play(this).onSuccess(done -> {
                if (!step.last()) {
                    play();
                }
            });
        });
    }

    Reply reply() {
        return reply;
    }

    String newToolUseId() {
        return "tooluse_" + TOOL_USES.incrementAndGet();
    }

    Future<Void> pause(Duration length) {
        if (length.isZero()) {
            return Future.succeededFuture();
        }
        Promise<Void> over = Promise.promise();
        context.owner().setTimer(length.toMillis(), id -> over.complete());
        return over.future();
    }
}
