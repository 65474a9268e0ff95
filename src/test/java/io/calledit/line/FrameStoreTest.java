package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class FrameStoreTest {

    private static final String RUN = GoldenMessages.RUN;

    private final FrameStore store = new FrameStore();
    private final List<Frame.OfRun> added = new ArrayList<>();

    @Test
    void packingChangesNoFrameAndNoTime() {
        aDraft();
        assertThat(frames()).isEqualTo(added);
        List<Frame.OfRun> joined = joined();
        List<Integer> times = times();
        assertThat(times).startsWith(0, 3, 6).endsWith(3 * added.size() - 3);

        store.pack();

        assertThat(frames()).isEqualTo(added);
        assertThat(joined()).isEqualTo(joined);
        assertThat(times()).isEqualTo(times);
        assertThat(store.get(2)).as("one further back than the last that was asked for").isEqualTo(added.get(2));
        assertThat(store.allButText()).hasSize(4).allMatch(frame -> !(frame instanceof Frame.Text));
    }

    @Test
    void theAnswerIsWhatTheModelWroteSinceItLastBeganAnew() {
        assertThat(store.answer()).isEmpty();
        text("not ");
        tool();
        text("a plan");
        assertThat(store.answer()).isEqualTo("not a plan");

        add(new Frame.Repairing(RUN, next(), "once more"));
        assertThat(store.answer()).isEmpty();
        text("a ");
        text("better one");
        assertThat(store.answer()).isEqualTo("a better one");
        add(new Frame.Stopped(RUN, next()));
        store.pack();
        assertThat(store.answer()).isEqualTo("a better one");
    }

    @Test
    void aPlanOfTwoHundredAndFiftyTokensWeighsALittleMoreThanTwiceItsText() {
        for (int i = 0; i < 250; i++) {
            text("seven c");
        }
        store.pack();

        assertThat(store.weight()).isBetween(2L * 1_750, 2L * 1_750 + 600);
    }

    @Test
    void textThatTakesTwoBytesForACharacterWeighsTwiceAsMuch() {
        text("a".repeat(1_000));
        store.pack();
        FrameStore other = new FrameStore();
        other.add(new Frame.Text(RUN, 1, "’".repeat(1_000)), 0);
        other.pack();

        assertThat(other.weight() - store.weight()).isEqualTo(2_000);
    }

    @Test
    void whatAToolWasAskedWeighsToo() {
        add(new Frame.Tool(RUN, 1, "1", "x", "a".repeat(10_000), Frame.Tool.State.STARTED, null));
        store.pack();

        assertThat(store.weight()).isGreaterThan(20_000);
    }

    private void aDraft() {
        add(new Frame.Processing(RUN, 1, "go", "It rains", "UTC"));
        text("a");
        text("b’");
        tool();
        for (int i = 0; i < 300; i++) {
            text("token " + i);
        }
        add(new Frame.Finished(RUN, next()));
        add(new Frame.Stopped(RUN, next()));
    }

    private void text(String words) {
        add(new Frame.Text(RUN, next(), words));
    }

    private void tool() {
        add(new Frame.Tool(RUN, next(), "1", "x", "{}", Frame.Tool.State.STARTED, null));
    }

    private int next() {
        return added.size() + 1;
    }

    private void add(Frame.OfRun frame) {
        store.add(frame, 3 * added.size());
        added.add(frame);
    }

    private List<Frame.OfRun> frames() {
        List<Frame.OfRun> all = new ArrayList<>();
        for (int i = 0; i < store.size(); i++) {
            all.add(store.get(i));
        }
        return all;
    }

    private List<Integer> times() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < store.size(); i++) {
            all.add(store.time(i));
        }
        return all;
    }

    /** As a reader that lags is sent them. */
    private List<Frame.OfRun> joined() {
        List<Frame.OfRun> all = new ArrayList<>();
        for (int read = 0; read < store.size(); read = all.get(all.size() - 1).seq()) {
            all.add(store.joined(read, 100));
        }
        return all;
    }
}
