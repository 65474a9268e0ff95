package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.MultiSubscriber;

class FrameLogTest {

    private static final String RUN = GoldenMessages.RUN;

    private final FrameLog log = new FrameLog();
    private int readers;

    @Test
    void aReaderThatWaitsGetsEachFrameAsItIsAppended() {
        AssertSubscriber<Frame.OfRun> reader = readAfter(0, 100);

        log.append(seq -> go(seq));
        text("a");
        assertThat(reader.getItems()).containsExactly(go(1), new Frame.Text(RUN, 2, "a"));
        text("b");
        assertThat(reader.getItems()).hasSize(3);
    }

    @Test
    void textThatWaitsForAReaderIsJoinedAndNothingElseIs() {
        AssertSubscriber<Frame.OfRun> reader = readAfter(0, 0);
        log.append(seq -> go(seq));
        text("a");
        text("b");
        Frame.OfRun tool = tool();
        text("c");
        text("d");

        reader.request(1);
        assertThat(reader.getItems()).containsExactly(go(1));
        reader.request(10);
        assertThat(reader.getItems().subList(1, 4))
                .containsExactly(new Frame.Text(RUN, 2, 3, "ab"), tool, new Frame.Text(RUN, 5, 6, "cd"));
    }

    @Test
    void aJoinedFrameStaysSmall() {
        for (int i = 0; i < 100; i++) {
            text("x".repeat(100));
        }

        assertThat(readAfter(0, 100).getItems())
                .allSatisfy(frame -> assertThat(((Frame.Text) frame).content()).hasSizeLessThanOrEqualTo(4_096))
                .hasSize(3);
    }

    @Test
    void readersReadAtTheirOwnPaceFromWhereTheyLike() {
        AssertSubscriber<Frame.OfRun> stuck = readAfter(0, 0);
        AssertSubscriber<Frame.OfRun> quick = readAfter(0, 100);
        text("a");
        text("b");
        AssertSubscriber<Frame.OfRun> late = readAfter(1, 100);

        assertThat(stuck.getItems()).isEmpty();
        assertThat(quick.getItems()).containsExactly(new Frame.Text(RUN, 1, "a"), new Frame.Text(RUN, 2, "b"));
        assertThat(late.getItems()).containsExactly(new Frame.Text(RUN, 2, "b"));
    }

    @Test
    void textGathersForAReaderThatLetsItUntilThatIsInAHurry() {
        AssertSubscriber<Frame.OfRun> reader = AssertSubscriber.create();
        FrameLog.Reading reading = log.read(0, "a", reader);
        reading.letTextGather();
        reading.request(2);
        text("a");
        text("b");
        assertThat(reader.getItems()).isEmpty();

        reading.hurry();
        assertThat(reader.getItems()).containsExactly(new Frame.Text(RUN, 1, 2, "ab"));
        text("c");
        assertThat(reader.getItems()).hasSize(2);
    }

    @Test
    void textGathersUntilSomethingElseFollowsAndForTheNextFrameOnly() {
        AssertSubscriber<Frame.OfRun> reader = AssertSubscriber.create();
        FrameLog.Reading reading = log.read(0, "a", reader);
        reading.letTextGather();
        reading.request(3);
        text("a");
        text("b");
        Frame.OfRun tool = tool();

        assertThat(reader.getItems()).containsExactly(new Frame.Text(RUN, 1, 2, "ab"), tool);
        text("c");
        assertThat(reader.getItems()).hasSize(3);
    }

    @Test
    void textGathersForOneReaderAndComesToTheOthers() {
        AssertSubscriber<Frame.OfRun> gathering = AssertSubscriber.create();
        FrameLog.Reading reading = log.read(0, "a", gathering);
        reading.letTextGather();
        reading.request(1);
        AssertSubscriber<Frame.OfRun> other = readAfter(0, 100);
        text("a");

        assertThat(other.getItems()).containsExactly(new Frame.Text(RUN, 1, "a"));
        assertThat(gathering.getItems()).isEmpty();
    }

    @Test
    void theLastFrameEndsTheLogForEveryReader() {
        AssertSubscriber<Frame.OfRun> early = readAfter(0, 100);
        text("a");
        assertThat(log.append(seq -> new Frame.Stopped(RUN, seq))).isTrue();

        assertThat(text("b")).isFalse();
        assertThat(log.append(seq -> new Frame.Stopped(RUN, seq))).isFalse();
        early.assertCompleted();
        assertThat(early.getItems()).containsExactly(new Frame.Text(RUN, 1, "a"), new Frame.Stopped(RUN, 2));
        readAfter(1, 100).assertCompleted().assertItems(new Frame.Stopped(RUN, 2));
        readAfter(2, 100).assertCompleted().assertHasNotReceivedAnyItem();
    }

    @Test
    void aReaderThatComesTwiceIsReadToOnce() {
        AssertSubscriber<Frame.OfRun> first = readAfter(0, 100, "a");
        text("a");
        AssertSubscriber<Frame.OfRun> second = readAfter(1, 100, "a");
        text("b");

        first.assertCompleted().assertItems(new Frame.Text(RUN, 1, "a"));
        second.assertItems(new Frame.Text(RUN, 2, "b"));
    }

    @Test
    void aReaderThatLeavesGetsNothingMore() {
        AssertSubscriber<Frame.OfRun> reader = readAfter(0, 100);
        text("a");
        reader.cancel();
        text("b");

        assertThat(reader.getItems()).hasSize(1);
    }

    @Test
    void whoeverAppendsEveryReaderSeesEachFrameOnceAndInOrder() throws InterruptedException {
        int writers = 4;
        int each = 2_000;
        List<AssertSubscriber<Frame.OfRun>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(readAfter(0, Long.MAX_VALUE));
        }
        CountDownLatch written = new CountDownLatch(writers);
        for (int i = 0; i < writers; i++) {
            Thread writer = new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    text("x");
                }
                written.countDown();
            });
            writer.start();
        }
        assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
        log.append(seq -> new Frame.Stopped(RUN, seq));

        for (AssertSubscriber<Frame.OfRun> reader : readers) {
            reader.awaitCompletion();
            int next = 1;
            for (Frame.OfRun frame : reader.getItems()) {
                assertThat(frame instanceof Frame.Text text ? text.from() : frame.seq()).isEqualTo(next);
                next = frame.seq() + 1;
            }
            assertThat(next).isEqualTo(writers * each + 2);
        }
    }

    @Test
    void atAnyPaceReadersGetTheSameTextOnceAndInOrder() throws Exception {
        long seed = 20_261_122;
        Random random = new Random(seed);
        StringBuilder said = new StringBuilder();
        List<Paced> readers = new ArrayList<>();
        Paced whole = new Paced(0, random.nextLong());
        CompletableFuture<Void> wholeRead = CompletableFuture.runAsync(whole::read);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 5_000; i++) {
                String word = Integer.toString(i, 36) + (i % 50 == 0 ? "€" : " ");
                if (i % 97 == 0) {
                    tool();
                }
                text(word);
                said.append(word);
                if (i % 500 == 250) { // it joins on its way, from any frame so far
                    Paced late = new Paced(random.nextInt(log.lastSeq()), random.nextLong());
                    readers.add(late);
                    threads.execute(late::read);
                }
            }
            assertThat(log.append(seq -> new Frame.Stopped(RUN, seq))).isTrue();
            wholeRead.get(20, TimeUnit.SECONDS);

            assertThat(whole.text.toString()).as("seed %d", seed).isEqualTo(said.toString());
            for (Paced reader : readers) {
                assertThat(reader.over.get(20, TimeUnit.SECONDS)).as("seed %d", seed).isEqualTo(log.lastSeq());
                assertThat(said.toString()).as("seed %d", seed).endsWith(reader.text.toString());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whateverWasJoinedForOthersTheLogHasEveryFrame() {
        List<Frame.OfRun> appended = new ArrayList<>();
        AssertSubscriber<Frame.OfRun> stuck = readAfter(0, 1);
        for (String word : List.of("a", "", "€", "😀 and more than fits a byte", "b".repeat(5_000), "c")) {
            log.append(seq -> {
                Frame.OfRun frame = new Frame.Text(RUN, seq, word);
                appended.add(frame);
                return frame;
            });
        }
        appended.add(tool());
        log.append(seq -> {
            Frame.OfRun last = new Frame.Stopped(RUN, seq);
            appended.add(last);
            return last;
        });
        stuck.request(100);

        assertThat(log.all()).containsExactlyElementsOf(appended);
        assertThat(stuck.getItems().stream().map(Frame.OfRun::seq)).containsExactly(1, 4, 5, 6, 7, 8);
    }

    @Test
    void aReaderWhoIsGoneIsNoReader() {
        AssertSubscriber<Frame.OfRun> reader = readAfter(0, 100, "a");
        text("a");

        log.leave("a");
        text("b");

        reader.assertCompleted().assertItems(new Frame.Text(RUN, 1, "a"));
        assertThat(log.readers()).isZero();
        assertThat(log.isReadBy("a")).isFalse();
    }

    /** A reader that asks for a few frames at a time, lets text gather or not, and checks that none is missing and none comes twice. */
    private final class Paced implements MultiSubscriber<Frame.OfRun> {

        private final Random random;
        private final BlockingQueue<Frame.OfRun> taken = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Integer> over = new CompletableFuture<>();
        private final String id = "paced " + UUID.randomUUID();
        private final int after;
        private FrameLog.Reading log;

        private Paced(int after, long seed) {
            this.after = after;
            this.random = new Random(seed);
        }

        private void read() {
            log = FrameLogTest.this.log.read(after, id, this);
            int seq = after;
            try {
                for (Frame.OfRun frame = null; frame == null || !frame.isLast(); ) {
                    int few = 1 + random.nextInt(3);
                    boolean gathers = random.nextBoolean();
                    if (gathers) {
                        log.letTextGather();
                    }
                    log.request(few);
                    if (gathers) {
                        log.hurry();
                    }
                    for (int i = 0; i < few && (frame == null || !frame.isLast()); i++) {
                        frame = taken.poll(20, TimeUnit.SECONDS);
                        assertThat(frame).isNotNull();
                        assertThat(frame instanceof Frame.Text words ? words.from() : frame.seq()).isEqualTo(seq + 1);
                        seq = frame.seq();
                        if (frame instanceof Frame.Text words) {
                            text.append(words.content());
                        }
                    }
                }
                assertThat(taken).isEmpty();
                over.complete(seq);
            } catch (Throwable t) {
                over.completeExceptionally(t);
                throw new AssertionError(t);
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription log) {
            // Nothing comes before it is asked for.
        }

        @Override
        public void onItem(Frame.OfRun frame) {
            taken.add(frame);
        }

        @Override
        public void onFailure(Throwable failure) {
            over.completeExceptionally(failure);
        }

        @Override
        public void onCompletion() {
            // The last frame has said so.
        }
    }

    private AssertSubscriber<Frame.OfRun> readAfter(int seq, long wanted) {
        return readAfter(seq, wanted, "reader " + ++readers);
    }

    private AssertSubscriber<Frame.OfRun> readAfter(int seq, long wanted, String readerId) {
        return log.after(seq, readerId).subscribe().withSubscriber(AssertSubscriber.create(wanted));
    }

    private static Frame.OfRun go(int seq) {
        return new Frame.Processing(RUN, seq, "go", "It rains", "UTC");
    }

    private boolean text(String content) {
        return log.append(seq -> new Frame.Text(RUN, seq, content));
    }

    private Frame.OfRun tool() {
        Frame.OfRun[] made = new Frame.OfRun[1];
        log.append(seq -> made[0] = new Frame.Tool(RUN, seq, "1", "x", "{}", Frame.Tool.State.STARTED, null));
        return made[0];
    }
}
