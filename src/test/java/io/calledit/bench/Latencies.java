package io.calledit.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** How often each latency was seen, to the microsecond up to a tenth of a second, and to the millisecond above. */
final class Latencies {

    private static final int FINE = 100_000; // one for each microsecond
    private static final int COARSE = 20_000; // one for each millisecond

    private final AtomicLongArray seen = new AtomicLongArray(FINE + COARSE);

    void add(long micros) {
        seen.getAndIncrement((int) (micros < FINE ? micros : FINE + Math.min(micros / 1_000, COARSE - 1)));
    }

    /** @return in microseconds the latency that this share of all stays within; 0 where there are none */
    long quantile(double share) {
        long all = 0;
        for (int i = 0; i < seen.length(); i++) {
            all += seen.get(i);
        }
        long within = (long) Math.ceil(all * share);
        long passed = 0;
        for (int i = 0; i < seen.length() && all > 0; i++) {
            passed += seen.get(i);
            if (passed >= within) {
                return i < FINE ? i : (i - FINE) * 1_000L;
            }
        }
        return 0;
    }
}
