package io.calledit.gateway.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.calledit.gateway.GatewayConfig;
import io.calledit.identity.Owner;
import io.calledit.ledger.dynamodb.LocalDynamoDb;
import io.calledit.line.LineFixture;
import io.calledit.time.SetClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.quarkus.runtime.configuration.DurationConverter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class PaceTest {

    private static final Owner ANN = new Owner("ann");
    private static final Owner BOB = new Owner("bob");

    private final SetClock clock = new SetClock(Instant.parse("2030-01-01T12:00:00Z"));

    private Pace pace(int perMinute) {
        DynamoDbClient client = LocalDynamoDb.client();
        String table = "pace-" + UUID.randomUUID();
        Table.make(client, table);
        GatewayConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(GatewayConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValue("calledit.gateway.table", table)
                .build()
                .getConfigMapping(GatewayConfig.class);
        return new TableFixture(
                client, config, LineFixture.config("calledit.line.runs-per-minute", String.valueOf(perMinute)), clock).pace;
    }

    @Test
    void soManyStartInOneGoAndThenOneAfterEachShareOfAMinute() {
        Pace pace = pace(3);
        for (int i = 0; i < 3; i++) {
            assertThat(pace.waitFor(ANN)).isZero();
        }

        assertThat(pace.waitFor(ANN)).isEqualTo(Duration.ofSeconds(20));
        assertThat(pace.waitFor(BOB)).isZero();
        clock.advance(Duration.ofSeconds(19));
        assertThat(pace.waitFor(ANN)).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(pace.waitFor(ANN)).isZero();
        assertThat(pace.waitFor(ANN)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void afterAMinuteAllAreThereAgainAndNoMore() {
        Pace pace = pace(2);
        pace.waitFor(ANN);
        pace.waitFor(ANN);
        clock.advance(Duration.ofMinutes(10));

        assertThat(pace.waitFor(ANN)).isZero();
        assertThat(pace.waitFor(ANN)).isZero();
        assertThat(pace.waitFor(ANN)).isPositive();
    }

    @Test
    void aStartThatIsGivenBackCanBeTakenAgain() {
        Pace pace = pace(1);
        pace.waitFor(ANN);

        pace.giveBack(ANN);

        assertThat(pace.waitFor(ANN)).isZero();
        assertThat(pace.waitFor(ANN)).isPositive();
    }

    @Test
    void withoutALimitNothingIsCounted() {
        Pace pace = pace(0);

        assertThat(pace.waitFor(ANN)).isZero();
        pace.giveBack(ANN);
        assertThat(pace.waitFor(ANN)).isZero();
    }
}
