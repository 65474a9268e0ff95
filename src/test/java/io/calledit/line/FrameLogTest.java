package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;

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
