package io.calledit.ledger.dynamodb;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.calledit.identity.Owner;
import io.calledit.ledger.dynamodb.HeadItem.Sign;

/**
 * What this process saw of leases, and since when by its own time: nobody's clock says whether a holder is alive, only
 * whether it does anything while it is watched. A process that has just started has seen nothing, and waits like any other.
 */
final class LeaseWatch {

    /** A lease that wasn't looked at for that long is in nobody's way; forgetting it costs another wait at most. */
    private static final Duration REMEMBERED = HeadItem.LEASE.multipliedBy(20);

    private final LongSupplier nanoTime;
    private final Map<Owner, Seen> seen = new ConcurrentHashMap<>();

    /** @param nanoTime in nanoseconds, from any origin, that never goes back: {@link System#nanoTime} outside of tests */
    LeaseWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Seen(Sign sign, long since) {}

    /** Takes note of the lease in a head that was just read, or that there is none. */
    void note(Owner owner, Optional<Sign> lease) {
        if (lease.isEmpty()) {
            seen.remove(owner);
            return;
        }
        Seen now = new Seen(lease.get(), nanoTime.getAsLong());
        seen.merge(owner, now, (before, after) -> before.sign().equals(after.sign()) ? before : after);
        seen.entrySet().removeIf(one -> !one.getKey().equals(owner)
                && now.since() - one.getValue().since() > REMEMBERED.toNanos());
    }

    /** Whether the head had a lease when it was last read. */
    boolean knowsOne(Owner owner) {
        return seen.containsKey(owner);
    }

    /** Whether the holder gave no other sign of life for as long as a lease may be silent. */
    boolean isAbandoned(Owner owner, Sign lease) {
        Seen last = seen.get(owner);
        return last != null && last.sign().equals(lease) && passedSince(last.since()) >= HeadItem.LEASE.toNanos();
    }

    /** A moment, to be given to {@link #passedSince}. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** In nanoseconds. */
    long passedSince(long moment) {
        return nanoTime.getAsLong() - moment;
    }
}
