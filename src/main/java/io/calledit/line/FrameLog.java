package io.calledit.line;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/**
 * The frames of one run, in order, only ever appended to.
 *
 * <p>Any number of readers read from it, each at its own pace: a frame goes to a reader that waits for it on the
 * thread that appends it, and stays in the log for one that doesn't. Text that waits for a reader is sent to it joined.
 * So a slow reader costs no memory beyond the log, and slows nobody.
 */
public final class FrameLog {

    /** Keeps a joined frame well below the 32 KB that an API Gateway takes in one frame. */
    private static final int LONGEST_JOINED_TEXT = 4_096;

    private final long startedAt = System.nanoTime();
    private final FrameStore frames = new FrameStore(); // guarded by itself
    private final List<Reader> readers = new CopyOnWriteArrayList<>(); // read for every frame, changed for few
    private final LongAdder joined;
    private boolean ended; // guarded by frames

    public FrameLog() {
        this(new LongAdder());
    }

    /** @param joined counts the frames that a reader is sent joined to the one before */
    FrameLog(LongAdder joined) {
        this.joined = joined;
    }

    /**
     * Appends the frame that is made for the next number.
     *
     * @return false if the run has ended: nothing follows its last frame
     */
    public boolean append(IntFunction<Frame.OfRun> frame) {
        synchronized (frames) {
            if (ended) {
                return false;
            }
            Frame.OfRun next = frame.apply(frames.size() + 1);
            frames.add(next, (int) ((System.nanoTime() - startedAt) / 1_000_000));
            if (next.isLast()) {
                ended = true;
                frames.pack();
            }
        }
        for (Reader reader : readers) {
            reader.drain();
        }
        return true;
    }

    /** Takes a frame, and when it was appended: in milliseconds since the log was begun. */
    public interface Timed {
        void take(int at, Frame.OfRun frame);
    }

    /** Gives every frame so far that comes after that number, in order. */
    public void replay(int afterSeq, Timed reader) {
        List<Frame.OfRun> soFar;
        int[] at;
        synchronized (frames) {
            soFar = IntStream.range(afterSeq, frames.size()).mapToObj(frames::get).toList();
            at = IntStream.range(afterSeq, frames.size()).map(frames::time).toArray();
        }
        for (int i = 0; i < at.length; i++) {
            reader.take(at[i], soFar.get(i));
        }
    }

    /** Whether its last frame is there. */
    public boolean hasEnded() {
        synchronized (frames) {
            return ended;
        }
    }

    /** The number of the last frame so far; 0 before the first. */
    public int lastSeq() {
        synchronized (frames) {
            return frames.size();
        }
    }

    /** All of the model's words since it last began anew: those that are to become a plan. */
    String answer() {
        synchronized (frames) {
            return frames.answer();
        }
    }

    /** About how many bytes of memory it takes once the run has ended. */
    long weight() {
        synchronized (frames) {
            return frames.weight();
        }
    }

    /** Every frame so far but text, of which there may be very many. */
    List<Frame.OfRun> allButText() {
        synchronized (frames) {
            return frames.allButText();
        }
    }

    /** Every frame so far. */
    List<Frame.OfRun> all() {
        synchronized (frames) {
            return IntStream.range(0, frames.size()).mapToObj(frames::get).toList();
        }
    }

    /** How many readers there are. */
    int readers() {
        return readers.size();
    }

    /** How many frames the reader that is furthest behind has yet to be sent. A glance: nobody is held up for it. */
    int lag() {
        int last = lastSeq();
        return readers.stream().mapToInt(reader -> Math.max(0, last - reader.seq)).max().orElse(0);
    }

    /**
     * Every frame after that number, as it comes, up to the one that ends the run.
     *
     * @param readerId who reads; there is one reader of an id, and a newer one ends the older
     */
    public Multi<Frame.OfRun> after(int seq, String readerId) {
        return new AbstractMulti<>() {
            @Override
            public void subscribe(MultiSubscriber<? super Frame.OfRun> subscriber) {
                read(seq, readerId, subscriber);
            }
        };
    }

    /** What a reader asks for that isn't always in a hurry. */
    public interface Reading extends Flow.Subscription {

        /** For the next frame: has text be kept until something else follows it, or until {@link #hurry}. */
        void letTextGather();

        /** Has text come as soon as it is there, as it does by itself. */
        void hurry();
    }

    /** The same as {@link #after}, for a reader that isn't always in a hurry. */
    public Reading read(int seq, String readerId, MultiSubscriber<? super Frame.OfRun> subscriber) {
        Reader reader = new Reader(subscriber, readerId, seq);
        subscriber.onSubscribe(reader); // before anyone else can find it, and end it
        Optional<Reader> older;
        synchronized (readers) {
            older = readerOf(readerId);
            older.ifPresent(readers::remove);
            readers.add(reader);
        }
        older.ifPresent(Reader::leave);
        reader.drain();
        if (reader.done) {
            readers.remove(reader); // it had read all there is before it was added
        }
        return reader;
    }

    /** Whether that reader is still being sent frames. */
    boolean isReadBy(String readerId) {
        return readerOf(readerId).isPresent();
    }

    /** Ends that reader, if there is one: it isn't there any more. */
    public void leave(String readerId) {
        readerOf(readerId).ifPresent(Reader::leave);
    }

    private Optional<Reader> readerOf(String id) {
        return readers.stream().filter(reader -> reader.id.equals(id)).findFirst();
    }

    /**
     * What comes after that number: one frame, several of text joined into one, or null if there is none yet.
     *
     * @param moreThanText whether text alone is none
     */
    private Frame.OfRun next(int seq, boolean moreThanText) {
        synchronized (frames) {
            if (seq >= frames.size() || moreThanText && frames.isAllTextAfter(seq)) {
                return null;
            }
            Frame.OfRun next = frames.joined(seq, LONGEST_JOINED_TEXT);
            if (next.seq() > seq + 1) {
                joined.add(next.seq() - seq - 1);
            }
            return next;
        }
    }

    /** One reader's place in the log. */
    private final class Reader implements Reading {

        private final MultiSubscriber<? super Frame.OfRun> subscriber;
        private final String id;
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicInteger draining = new AtomicInteger();
        private int seq; // only touched by the thread that drains
        private volatile boolean gathers;
        private volatile boolean leaving;
        private volatile boolean done;

        private Reader(MultiSubscriber<? super Frame.OfRun> subscriber, String id, int seq) {
            this.subscriber = subscriber;
            this.id = id;
            this.seq = seq;
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                Subscriptions.add(wanted, n);
                drain();
            }
        }

        @Override
        public void letTextGather() {
            gathers = true;
        }

        @Override
        public void hurry() {
            gathers = false;
            drain();
        }

        @Override
        public void cancel() {
            done = true;
            readers.remove(this);
        }

        /** Ends this reader without a last frame, once no frame is being sent to it. */
        void leave() {
            leaving = true;
            drain();
        }

        private void end() {
            cancel();
            subscriber.onCompletion();
        }

        /** Sends what is there and wanted; a second thread leaves it to the one that is at it. */
        void drain() {
            if (draining.getAndIncrement() != 0) {
                return;
            }
            int missed = 1;
            do {
                long sent = 0;
                long limit = wanted.get();
                while (sent != limit && !done && !leaving) {
                    Frame.OfRun frame = next(seq, gathers);
                    if (frame == null) {
                        break;
                    }
                    if (gathers) { // read for every frame, written for few
                        gathers = false;
                    }
                    seq = frame.seq();
                    sent++;
                    subscriber.onItem(frame);
                    if (frame.isLast()) {
                        end();
                    }
                }
                if (sent > 0) {
                    Subscriptions.produced(wanted, sent);
                }
                if (!done && (leaving || hasEnded() && seq >= lastSeq())) {
                    end();
                }
                missed = draining.addAndGet(-missed);
            } while (missed != 0);
        }
    }
}
