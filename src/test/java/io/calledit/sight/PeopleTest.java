package io.calledit.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.calledit.time.SetClock;

class PeopleTest {

    private final SetClock clock = new SetClock(Instant.parse("2026-11-22T12:00:00Z"));
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
        clock.advance(Duration.ofMinutes(6));
        people.seen("ben");

        assertThat(people.within(Duration.ofMinutes(5))).isEqualTo(1);
        assertThat(people.within(Duration.ofHours(24))).isEqualTo(2);
        clock.advance(Duration.ofHours(24));
        assertThat(people.within(Duration.ofHours(24))).isEqualTo(1);
    }

    @Test
    void soManyAreCountedAndNoMoreUntilSomeAreForgotten() {
        for (int i = 0; i < People.MOST + 500; i++) {
            people.seen("somebody-" + i);
        }
        assertThat(people.within(Duration.ofHours(24))).isEqualTo(People.MOST);

        clock.advance(Duration.ofHours(25));
        people.seen("ann");

        assertThat(people.within(Duration.ofHours(24))).isEqualTo(1);
    }
}
