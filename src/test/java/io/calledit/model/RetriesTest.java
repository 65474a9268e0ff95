package io.calledit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.langchain4j.exception.RateLimitException;
import io.calledit.model.RetriesFixture.Config;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class RetriesTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final Throwable BUSY = new RateLimitException("slow down");
    private static final Config FIVE_TRIES = new Config(5, Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final HandTimer timer = new HandTimer();
    private final List<String> heard = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final ModelSession session = new ModelSession((why, attempt, in) -> heard.add(why + " " + attempt + " " + in));

    @Test
    void aBusyModelIsAskedAgainAfterAPauseThatDoublesUpToALimit() {
        Retries retries = retries(FIVE_TRIES, 0.5);

        for (int attempt = 1; attempt < 5; attempt++) {
            assertThat(again(retries, BUSY, attempt)).isTrue();
        }

        assertThat(heard).containsExactly("BUSY 2 PT0.5S", "BUSY 3 PT1S", "BUSY 4 PT1.5S", "BUSY 5 PT1.5S");
        assertThat(timer.delays).extracting(Duration::toMillis).containsExactly(500L, 1_000L, 1_500L, 1_500L);
        assertThat(calls).isEmpty();
        timer.pass();
        assertThat(calls).hasSize(4);
    }

    @Test
    void thePauseIsAnyPartOfWhatItMayBe() {
        again(retries(FIVE_TRIES, 0), BUSY, 2);
        again(retries(FIVE_TRIES, 0.999), BUSY, 2);

        assertThat(timer.delays).extracting(Duration::toMillis).containsExactly(0L, 1_998L);
    }

    @Test
    void afterTheLastTryTheFailureStands() {
        assertThat(again(retries(FIVE_TRIES, 0.5), BUSY, 5)).isFalse();
        assertThat(again(retries(new Config(1, Duration.ZERO, Duration.ZERO), 0.5), BUSY, 1)).isFalse();

        assertThat(heard).isEmpty();
        assertThat(timer.delays).isEmpty();
    }

    @Test
    void aModelOutOfReachIsAskedAgain() {
        assertThat(again(retries(FIVE_TRIES, 0.5), new RuntimeException(new ConnectException("refused")), 1)).isTrue();

        assertThat(heard).containsExactly("UNREACHABLE 2 PT0.5S");
    }

    @ParameterizedTest
    @EnumSource(value = ModelFailure.class, mode = EnumSource.Mode.EXCLUDE, names = {"BUSY", "UNREACHABLE"})
    void noOtherFailureIsWorthAnotherTry(ModelFailure failure) {
        assertThat(again(retries(FIVE_TRIES, 0.5), new ModelFailure.Exception(failure, "no"), 1)).isFalse();

        assertThat(heard).isEmpty();
    }

    @Test
    void whatHasBeenSaidIsNotSaidAgain() {
        assertThat(retries(FIVE_TRIES, 0.5).again(BUSY, false, 1, session, () -> calls.add("again"))).isFalse();

        assertThat(heard).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "7                             | 7000",
        "' 2 '                         | 2000",
        "0                             | 500",
        "Sun, 22 Nov 2026 12:00:09 GMT | 9000",
        "Sun, 22 Nov 2026 11:00:00 GMT | 500",
        "-3                            | 500",
        "99999999999999999999          | 500",
        "soon                          | 500",
        "''                            | 500"
    })
    void aServerThatSaysWhenToComeBackIsNotAskedBefore(String retryAfter, long expectedMs) {
        Throwable throttled = ThrottlingException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .sdkHttpResponse(SdkHttpResponse.builder().putHeader("retry-after", retryAfter).build())
                        .build())
                .build();

        again(retries(FIVE_TRIES, 0.5), new RuntimeException(throttled), 1);

        assertThat(timer.delays).extracting(Duration::toMillis).containsExactly(expectedMs);
    }

    @Test
    void aListenerThatObjectsLetsTheFailureStand() {
        ModelSession unwilling = new ModelSession((why, attempt, in) -> false);

        assertThat(retries(FIVE_TRIES, 0.5).again(BUSY, true, 1, unwilling, () -> calls.add("again"))).isFalse();

        assertThat(timer.delays).isEmpty();
    }

    @Test
    void aStopDuringThePauseEndsIt() {
        again(retries(FIVE_TRIES, 0.5), BUSY, 1);

        session.cancel();
        timer.pass();

        assertThat(calls).isEmpty();
    }

    @Test
    void aSessionThatWasStoppedHearsOfNoFurtherTry() {
        session.cancel();

        assertThat(again(retries(FIVE_TRIES, 0.5), BUSY, 1)).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void aServiceThatIsShuttingDownLetsTheFailureStand() {
        Retries retries = new Retries(
                FIVE_TRIES,
                (delay, task) -> {
                    throw new RejectedExecutionException();
                },
                NOON,
                () -> 0.5);

        assertThat(again(retries, BUSY, 1)).isFalse();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> retries(new Config(0, Duration.ZERO, Duration.ZERO), 0.5))
                .hasMessageContaining("calledit.retry");
        assertThatThrownBy(() -> retries(new Config(1, Duration.ofSeconds(-1), Duration.ZERO), 0.5))
                .hasMessageContaining("calledit.retry");
    }

    private boolean again(Retries retries, Throwable failure, int attempt) {
        return retries.again(failure, true, attempt, session, () -> calls.add("again"));
    }

    private Retries retries(RetryConfig config, double random) {
        return new Retries(config, timer, NOON, () -> random);
    }

    /** Time passes when the test says so. */
    private static final class HandTimer implements Retries.Timer {

        private final List<Duration> delays = new ArrayList<>();
        private final List<Runnable> tasks = new ArrayList<>();

        @Override
        public Runnable after(Duration delay, Runnable task) {
            delays.add(delay);
            tasks.add(task);
            return () -> tasks.remove(task);
        }

        private void pass() {
            List.copyOf(tasks).forEach(Runnable::run);
        }
    }
}
