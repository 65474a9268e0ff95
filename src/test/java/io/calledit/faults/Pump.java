package io.calledit.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** Carries bytes in one direction, each after the one before it, but not when it should. */
final class Pump {

    private static final int MOST_WAITING = 65_536;

    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private final Weather.Way way;
    private final Random random;
    private final long fateAfter;
    private final Runnable fate;
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private long carried;
    private long nextStall;
    private boolean busy;
    private boolean swallowing;
    private boolean sourceEnded;

    /** @param fate what happens once so many bytes have been carried */
    Pump(Vertx vertx, NetSocket from, NetSocket to, Weather.Way way, Random random, long fateAfter, Runnable fate) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.way = way;
        this.random = random;
        this.fateAfter = fateAfter;
        this.fate = fate;
    }

    void begin() {
        nextStall = way.stallEvery() == 0 ? Long.MAX_VALUE : random.nextInt(2 * way.stallEvery());
        from.handler(this::take);
        from.exceptionHandler(broken -> { });
        from.endHandler(ended -> {
            sourceEnded = true;
            goOn();
        });
        from.resume();
        if (fateAfter == 0) {
            fate.run();
        }
    }

    /** From now on nothing reaches the other end, its sender's leaving included. */
    void swallow() {
        swallowing = true;
        waiting.clear();
        waitingBytes = 0;
        from.resume();
    }

    private void take(Buffer bytes) {
        if (swallowing) {
            return;
        }
        waiting.add(bytes);
        waitingBytes += bytes.length();
        if (waitingBytes > MOST_WAITING) {
            from.pause();
        }
        goOn();
    }

    private void goOn() {
        if (busy || swallowing) {
            return;
        }
        if (waiting.isEmpty()) {
            if (sourceEnded) {
                to.close();
            }
            return;
        }
        busy = true;
        Buffer piece = nextPiece();
        int delay = way.longestDelayMs() == 0 ? 0 : random.nextInt(way.longestDelayMs() + 1);
        if (carried >= nextStall) {
            nextStall = carried + 1 + random.nextInt(2 * way.stallEvery());
            delay += random.nextInt(way.longestStallMs() + 1);
        }
        after(delay, () -> carry(piece));
    }

    private Buffer nextPiece() {
        Buffer first = waiting.poll();
        int length = first.length();
        if (way.tearing() && length > 1 && random.nextInt(3) == 0) {
            length = 1 + random.nextInt(length - 1);
        }
        // Fate strikes after a byte, not after a frame.
        length = (int) Math.min(length, carried < fateAfter ? fateAfter - carried : Integer.MAX_VALUE);
        if (length < first.length()) {
            waiting.addFirst(first.slice(length, first.length()));
        }
        waitingBytes -= length;
        return first.slice(0, length);
    }

    private void carry(Buffer piece) {
        if (swallowing) {
            return;
        }
        long before = carried;
        carried += piece.length();
        to.write(piece);
        if (before < fateAfter && carried >= fateAfter) {
            fate.run();
        }
        if (waitingBytes <= MOST_WAITING) {
            from.resume();
        }
        if (to.writeQueueFull()) {
            to.drainHandler(drained -> {
                busy = false;
                goOn();
            });
        } else {
            busy = false;
            goOn();
        }
    }

    private void after(int delayMs, Runnable task) {
        if (delayMs == 0) {
            vertx.runOnContext(now -> task.run()); // a long queue doesn't grow the stack
        } else {
            vertx.setTimer(delayMs, timer -> task.run());
        }
    }
}
