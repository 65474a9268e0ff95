package io.calledit.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

class PeopleTest {

    private final MovedClock clock = new MovedClock();
    private final People people = new People(clock, Duration.ofHours(24));

    @Test
    void whoComesTwiceIsOnePerson() {
        people.seen("ann");
        people.seen("ben");
        people.seen("ann");

        assertThat(people.within(Duration.ofMinutes(5))).isEqualTo(2);
    }

    @Test
    void whoWasSeenLongerAgoIsNotCounted() {
        people.seen("ann");
        clock.move(Duration.ofMinutes(6));
        people.seen("ben");

        assertThat(people.within(Duration.ofMinutes(5))).isEqualTo(1);
        assertThat(people.within(Duration.ofHours(24))).isEqualTo(2);
        clock.move(Duration.ofHours(24));
        assertThat(people.within(Duration.ofHours(24))).isEqualTo(1);
    }

    @Test
    void soManyAreCountedAndNoMoreUntilSomeAreForgotten() {
        for (int i = 0; i < People.MOST + 500; i++) {
            people.seen("somebody-" + i);
        }
        assertThat(people.within(Duration.ofHours(24))).isEqualTo(People.MOST);

        clock.move(Duration.ofHours(25));
        people.seen("ann");

        assertThat(people.within(Duration.ofHours(24))).isEqualTo(1);
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-11-22T12:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
