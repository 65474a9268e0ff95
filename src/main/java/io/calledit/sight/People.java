package io.calledit.sight;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many different people there were in the last minutes or hours, up to a bound. Of each there is a hash, and
 * when it was last seen; after the longest of those times that is gone too.
 */
final class People {

    /** A megabyte at most. Where there are more, so many are reported. */
    static final int MOST = 10_000;

    private final Clock clock;
    private final Duration longest;
    private final Map<Long, Long> lastSeen = new ConcurrentHashMap<>(); // milliseconds of the clock

    /** @param longest the longest time that is asked about */
    People(Clock clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
    }

    void seen(String person) {
        long now = clock.millis();
        Long who = hash(person);
        if (lastSeen.replace(who, now) != null) {
            return;
        }
        if (lastSeen.size() >= MOST) {
            forget(now);
        }
        if (lastSeen.size() < MOST) {
            lastSeen.put(who, now);
        }
    }

    /** How many were seen in the time that ends now; {@link #MOST} means so many or more. */
    int within(Duration time) {
        long now = clock.millis();
        forget(now);
        long since = now - time.toMillis();
        return (int) lastSeen.values().stream().filter(at -> at >= since).count();
    }

    private void forget(long now) {
        long since = now - longest.toMillis();
        lastSeen.values().removeIf(at -> at < since);
    }

    /** FNV-1a, 64 bits: two of ten thousand people share one in a few hundred billion cases. */
    private static long hash(String person) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < person.length(); i++) {
            hash = (hash ^ person.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
