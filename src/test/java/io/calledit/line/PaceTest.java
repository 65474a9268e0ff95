package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.calledit.identity.Owner;
import io.github.bucket4j.TimeMeter;

class PaceTest {

    private static final Owner ANNA = new Owner("anna");
    private static final Owner BEN = new Owner("ben");

    private final HandTurned time = new HandTurned();
    private final List<Runnable> later = new ArrayList<>();

    /** Nanoseconds that pass when they are told to. */
    private static final class HandTurned implements TimeMeter {

        private long nanos = Long.MAX_VALUE / 2;

        void pass(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @Test
    void soManyMayStartAtOnceAndThenOneAtATime() {
        Pace pace = pace(6);
        for (int i = 0; i < 6; i++) {
            assertThat(pace.waitFor(ANNA)).isZero();
        }

        assertThat(pace.waitFor(ANNA)).isEqualTo(Duration.ofSeconds(10));
        time.pass(Duration.ofSeconds(4));
        assertThat(pace.waitFor(ANNA)).isEqualTo(Duration.ofSeconds(6));
        time.pass(Duration.ofSeconds(6));
        assertThat(pace.waitFor(ANNA)).isZero();
        assertThat(pace.waitFor(ANNA)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void onePersonsHasteIsNotAnothers() {
        Pace pace = pace(1);
        pace.waitFor(ANNA);

        assertThat(pace.waitFor(ANNA)).isPositive();
        assertThat(pace.waitFor(BEN)).isZero();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Pace pace = pace(1);
        pace.waitFor(ANNA);
        pace.giveBack(ANNA);

        assertThat(pace.waitFor(ANNA)).isZero();
    }

    @Test
    void whereThereIsNoLimitNothingIsRemembered() {
        Pace pace = pace(0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(pace.waitFor(ANNA)).isZero();
        }

        assertThat(pace.people()).isZero();
    }

    @Test
    void aPersonIsForgottenOnceItMakesNoDifference() {
        Pace pace = pace(2);
        pace.waitFor(ANNA);
        time.pass(Duration.ofSeconds(59));
        pace.waitFor(ANNA);
        time.pass(Duration.ofSeconds(1));
        runLater();
        assertThat(pace.people()).isEqualTo(1);

        time.pass(Duration.ofMinutes(1));
        runLater();

        assertThat(pace.people()).isZero();
        assertThat(later).isEmpty();
    }

    private void runLater() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    private Pace pace(int perMinute) {
        return new Pace(perMinute, time, (delay, task) -> later.add(task));
    }
}
