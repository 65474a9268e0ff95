package io.calledit.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What the sockets of the load generator have received. */
final class Tally {

    private final LongAdder tokens = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final LongAdder runs = new LongAdder();
    private final LongAdder troubles = new LongAdder();
    private final AtomicReference<String> firstTrouble = new AtomicReference<>();
    private volatile Latencies latencies = new Latencies();

    void frame() {
        frames.increment();
    }

    void token(long ageMicros) {
        tokens.increment();
        if (ageMicros < 0) {
            trouble("a token came before it was written: the clocks don't agree");
        } else {
            latencies.add(ageMicros);
        }
    }

    void run() {
        runs.increment();
    }

    void trouble(String what) {
        troubles.increment();
        firstTrouble.compareAndSet(null, what);
    }

    /**
     * Counts since the start, and latencies since the last time of asking.
     *
     * @return as {@code name=value} with blanks between
     */
    String mark() {
        Latencies seen = latencies;
        latencies = new Latencies();
        Map<String, Long> values = new LinkedHashMap<>();
        values.put("tokens", tokens.sum());
        values.put("frames", frames.sum());
        values.put("runs", runs.sum());
        values.put("troubles", troubles.sum());
        values.put("p50", seen.quantile(0.5));
        values.put("p99", seen.quantile(0.99));
        values.put("p999", seen.quantile(0.999));
        values.put("max", seen.quantile(1));
        StringBuilder said = new StringBuilder();
        values.forEach((name, value) -> said.append(name).append('=').append(value).append(' '));
        return said.append("trouble=").append(String.valueOf(firstTrouble.get()).replace(' ', '_')).toString();
    }
}
