package io.calledit.gateway.post;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Workers, and the clock they wait by, whose time passes only when a test says so; all of it on the test's own thread. */
final class TimeByHand extends AbstractExecutorService implements ScheduledExecutorService {

    private final PriorityQueue<Task<?>> tasks =
            new PriorityQueue<>(Comparator.<Task<?>>comparingLong(task -> task.due).thenComparing(task -> task.number));
    private long now;
    private long numbers;

    /** As {@link System#nanoTime()}. */
    long nanoTime() {
        return now;
    }

    double millis() {
        return now / 1e6;
    }

    /** Lets that time pass, and does what is due in it, when it is due. */
    void pass(double millis) {
        long until = now + Math.round(millis * 1e6);
        while (!tasks.isEmpty() && tasks.peek().due <= until) {
            Task<?> task = tasks.poll();
            now = Math.max(now, task.due);
            task.run();
        }
        now = Math.max(now, until);
    }

    /** Has that done when so much time has passed. */
    void in(double millis, Runnable task) {
        schedule(task, Math.round(millis * 1e6), TimeUnit.NANOSECONDS);
    }

    /** How many tasks wait for their time. */
    long waiting() {
        return tasks.stream().filter(task -> !task.isCancelled()).count();
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(() -> {
            command.run();
            return null;
        }, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        Task<V> task = new Task<>(callable, now + unit.toNanos(delay), numbers++);
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("Nothing that posts does anything over and over.");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("Nothing that posts does anything over and over.");
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

        private final long due;
        private final long number;

        private Task(Callable<V> callable, long due, long number) {
            super(callable);
            this.due = due;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        /** A task that fails is a test that does. */
        @Override
        protected void setException(Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
