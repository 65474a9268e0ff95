package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.calledit.ledger.api.Bodies.BrokenOffException;
import io.calledit.ledger.api.Bodies.TooLargeException;
import io.calledit.ledger.api.Bodies.TooManyException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class BodiesTest {

    private static final int PIECE = 1_000;

    private final AtomicLong now = new AtomicLong();
    private final Bodies bodies = new Bodies(
            new SmallRyeConfigBuilder()
                    .withMapping(ApiConfig.class)
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                    .withSources(new PropertiesConfigSource(
                            Map.of(
                                    "calledit.api.largest-json", "20K",
                                    "calledit.api.body-time", "10s",
                                    "calledit.api.slowest-body", "2K",
                                    "calledit.api.bodies-at-once", "1"),
                            "settings", 100))
                    .build()
                    .getConfigMapping(ApiConfig.class),
            now::get);

    /** A body of which a piece comes each time that it is read, after a while. */
    private InputStream pieces(int count, Duration each) {
        return new InputStream() {

            private int left = count;

            @Override
            public int read() {
                throw new UnsupportedOperationException("read in pieces");
            }

            @Override
            public int read(byte[] into, int from, int most) {
                now.addAndGet(each.toNanos());
                return left-- > 0 ? PIECE : -1;
            }
        };
    }

    @Test
    void aBodyThatComesFastEnoughForItsSizeIsReadWhole() {
        assertThat(bodies.json(pieces(20, Duration.ofMillis(900)))).hasSize(20 * PIECE); // 18 s, and 10 and 9 it may take
    }

    @Test
    void aBodyThatTricklesIsGivenUpThoughSomethingComesAgainAndAgain() {
        assertThatThrownBy(() -> bodies.json(pieces(20, Duration.ofSeconds(1)))).isInstanceOf(BrokenOffException.class);
    }

    @Test
    void aBodyThatIsTooLargeIsReadToItsEndSoThatItsSenderListens() {
        assertThatThrownBy(() -> bodies.json(new ByteArrayInputStream(new byte[1 << 20])))
                .isInstanceOfSatisfying(TooLargeException.class, refused -> assertThat(refused.isThereMore()).isFalse());
    }

    @Test
    void nobodyWaitsForTheRestOfABodyThatIsTooLargeAndTrickles() {
        InputStream endless = pieces(Integer.MAX_VALUE, Duration.ofMillis(600));

        assertThatThrownBy(() -> bodies.json(endless))
                .isInstanceOfSatisfying(TooLargeException.class, refused -> assertThat(refused.isThereMore()).isTrue());
    }

    @Test
    void aBodyMoreThanMayComeAtOnceIsRefusedAndTakenWhenAnotherIsThere() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<byte[]> first = CompletableFuture.supplyAsync(() -> bodies.json(new InputStream() {

            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    end.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        }));
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> bodies.json(InputStream.nullInputStream())).isInstanceOf(TooManyException.class);
        end.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isEmpty();
        assertThat(bodies.json(InputStream.nullInputStream())).isEmpty();
    }

    @Test
    void aBodyThatBreaksOffGivesItsPlaceBack() {
        InputStream broken = new InputStream() {

            @Override
            public int read() throws IOException {
                throw new IOException("the client is gone");
            }
        };

        assertThatThrownBy(() -> bodies.json(broken)).isInstanceOf(BrokenOffException.class);
        assertThat(bodies.json(InputStream.nullInputStream())).isEmpty();
    }
}
