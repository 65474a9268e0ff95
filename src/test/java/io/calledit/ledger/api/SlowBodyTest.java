package io.calledit.ledger.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Who sends a body drop by drop is given up on, and keeps nobody else from being answered meanwhile. */
@QuarkusTest
@TestProfile(SlowBodyTest.Hasty.class)
class SlowBodyTest extends OverHttp {

    private static final int DROP_EVERY_MILLIS = 200;

    @ConfigProperty(name = "quarkus.thread-pool.max-threads")
    int workers;

    /** A service that waits less long for a body than a test does. */
    public static final class Hasty extends Watched {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("calledit.api.body-time", "4s");
        }
    }

    @Test
    void moreTricklingBodiesThanThereAreWorkersAreRefusedInWordsAndHoldNobodyUp() throws Exception {
        List<RawHttp> trickling = new ArrayList<>();
        ScheduledExecutorService tap = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int i = 0; i < workers + 6; i++) {
                trickling.add(new RawHttp(address));
                trickling.get(i).write("POST /api/calls HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: key\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
            }
            tap.scheduleAtFixedRate(
                    () -> trickling.forEach(SlowBodyTest::drop), 0, DROP_EVERY_MILLIS, MILLISECONDS);

            assertThat(api.get("/api/calls").status()).isEqualTo(200);
            List<String> statuses = new ArrayList<>();
            for (RawHttp one : trickling) {
                String answer = one.readToTheEnd();
                statuses.add(answer.lines().findFirst().orElseThrow());
                assertThat(answer).contains("application/problem+json")
                        .containsAnyOf("didn’t come in time", "Too much is being sent here right now");
            }
            assertThat(statuses).contains("HTTP/1.1 408 Request Timeout", "HTTP/1.1 503 Service Unavailable");
            assertThat(logged()).isNotEmpty();
        } finally {
            tap.shutdownNow();
            for (RawHttp one : trickling) {
                one.close();
            }
        }
    }

    private static void drop(RawHttp connection) {
        try {
            connection.out().write("x".getBytes(UTF_8));
        } catch (IOException closed) {
            // it was refused
        }
    }
}
