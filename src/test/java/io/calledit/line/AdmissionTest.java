package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.calledit.identity.Owner;
import io.github.bucket4j.TimeMeter;

class AdmissionTest {

    private static final Owner ANNA = new Owner("anna");

    @Test
    void theNodeTakesSoManyAndOneMoreWhenOneHasEnded() {
        Admission admission = admission(2, 0);
        admission.admit(ANNA);
        admission.admit(ANNA);

        assertRefused(admission, ErrorCode.SERVER_BUSY);
        admission.ended();
        admission.admit(ANNA);
        assertThat(admission.underWay()).isEqualTo(2);
    }

    @Test
    void whoIsRefusedForTheNodesSakeHasLostNothing() {
        Admission admission = admission(1, 2);
        admission.admit(ANNA);
        for (int i = 0; i < 10; i++) {
            assertRefused(admission, ErrorCode.SERVER_BUSY);
        }
        admission.ended();

        admission.admit(ANNA);
        admission.ended();
        assertRefused(admission, ErrorCode.RATE_LIMITED);
    }

    @Test
    void whatWasNotNeededCountsForNothing() {
        Admission admission = admission(1, 1);
        admission.admit(ANNA);
        admission.withdraw(ANNA);

        admission.admit(ANNA);
        assertThat(admission.underWay()).isEqualTo(1);
    }

    @Test
    void onceClosedItTakesNoMoreAndIsEmptyWhenTheLastHasEnded() {
        Admission admission = admission(5, 0);
        admission.admit(ANNA);
        admission.admit(ANNA);
        CompletableFuture<Void> empty = admission.close();

        assertRefused(admission, ErrorCode.SHUTTING_DOWN);
        admission.ended();
        assertThat(empty).isNotDone();
        admission.ended();
        assertThat(empty).isCompleted();
    }

    @Test
    void whatIsEmptyWhenItClosesIsEmptyAtOnce() {
        assertThat(admission(5, 0).close()).isCompleted();
    }

    private static void assertRefused(Admission admission, ErrorCode code) {
        assertThatThrownBy(() -> admission.admit(ANNA)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(code);
            assertThat(refused.problem().retryable()).isTrue();
            assertThat(refused.problem().retryAfter()).isPresent();
        });
    }

    private static Admission admission(int runs, int perMinute) {
        return new Admission(runs, new Pace(perMinute, TimeMeter.SYSTEM_NANOTIME, (delay, task) -> {}));
    }
}
