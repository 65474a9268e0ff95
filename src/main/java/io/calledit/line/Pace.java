package io.calledit.line;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.calledit.identity.Owner;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

/** How fast a person may start runs: so many in one go, and as many again in each minute. */
final class Pace {

    private static final Duration REFILL = Duration.ofMinutes(1);

    private final int perMinute;
    private final TimeMeter time;
    private final BiConsumer<Duration, Runnable> later;
    private final Map<Owner, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param perMinute 0 for any number
     * @param later runs something after a while
     */
    Pace(int perMinute, TimeMeter time, BiConsumer<Duration, Runnable> later) {
        this.perMinute = perMinute;
        this.time = time;
        this.later = later;
    }

    /** Takes one start, or says how long it is until there is one to take; zero if it was taken. */
    Duration waitFor(Owner owner) {
        if (perMinute <= 0) {
            return Duration.ZERO;
        }
        ConsumptionProbe probe = buckets.computeIfAbsent(owner, this::full).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    /** Puts a start back that was taken and not used. */
    void giveBack(Owner owner) {
        buckets.computeIfPresent(owner, (id, bucket) -> {
            bucket.addTokens(1);
            return bucket;
        });
    }

    private Bucket full(Owner owner) {
        later.accept(REFILL, () -> forgetIfFull(owner));
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, REFILL))
                .withCustomTimePrecision(time)
                .build();
    }

    /** A full one says nothing that a new one doesn't. */
    private void forgetIfFull(Owner owner) {
        boolean kept = buckets.computeIfPresent(
                owner, (id, bucket) -> bucket.getAvailableTokens() >= perMinute ? null : bucket) != null;
        if (kept) {
            later.accept(REFILL, () -> forgetIfFull(owner));
        }
    }

    /** Of how many people something is remembered. */
    int people() {
        return buckets.size();
    }
}
