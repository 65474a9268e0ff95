package io.calledit.bench;

import java.util.concurrent.locks.LockSupport;

/** Lets a time pass in which others work. */
final class Pause {

    private Pause() {}

    static void seconds(double seconds) throws InterruptedException {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
