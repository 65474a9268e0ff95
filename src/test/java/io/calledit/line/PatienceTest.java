package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class PatienceTest {

    /** Of {@link System#nanoTime()} nothing is known but that it grows; so it may be below zero here, too. */
    private final AtomicLong now = new AtomicLong(Duration.ofSeconds(-20).toNanos());
    private final AtomicLong lastThoughtAt = new AtomicLong(now.get());

    private final Patience patience = patience("60s");

    @Test
    void theFirstSignOfLifeMayTakeLongerThanTheNextOnes() {
        assertThat(patience.left()).hasSeconds(60);
        pass(59);
        assertThat(patience.isOver()).isFalse();

        patience.signOfLife();

        assertThat(patience.left()).hasSeconds(30);
    }

    @Test
    void aModelIsGivenUpAtTheMomentWhenItsTimeIsUp() {
        pass(60);

        assertThat(patience.isOver()).isTrue();
        assertThat(patience.silentFor()).hasSeconds(60);
    }

    @Test
    void everySignOfLifeBringsTheWaitAnew() {
        patience.signOfLife();
        pass(29);
        patience.signOfLife();
        pass(29);
        assertThat(patience.isOver()).isFalse();
        pass(1);
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void aFurtherAnswerMayTakeAsLongToBeginAsTheFirst() {
        patience.signOfLife();
        pass(20);

        patience.beginAnew();

        assertThat(patience.left()).hasSeconds(60);
    }

    @Test
    void aThoughtIsASignOfLifeButNoAnswer() {
        pass(50);
        lastThoughtAt.set(now.get());

        assertThat(patience.silentFor()).isZero();
        assertThat(patience.left()).hasSeconds(60);
    }

    @Test
    void aModelThatNeverFallsSilentIsGivenUpWhenTheWholeRunTookTooLong() {
        for (int i = 0; i < 14; i++) {
            pass(20);
            patience.signOfLife();
        }
        assertThat(patience.age()).hasSeconds(280);
        assertThat(patience.left()).hasSeconds(20);
        pass(20);
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void itIsLookedAtAgainBeforeAnAnswerThatBeginsInBetweenCanHaveFallenSilent() {
        assertThat(patience.untilNextLook()).hasSeconds(30);
        assertThat(patience("10s").untilNextLook()).hasSeconds(10);
    }

    private Patience patience(String first) {
        LineConfig.Deadline deadline = LineConfigFixture.with(
                        "calledit.line.deadline.first", first,
                        "calledit.line.deadline.between", "30s",
                        "calledit.line.deadline.whole", "300s")
                .deadline();
        return new Patience(deadline, lastThoughtAt::get, now::get);
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
