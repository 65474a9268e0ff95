package io.calledit.sight;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The figures at {@code /q/metrics}. What concerns a run is counted once, when it has ended. No label takes a value that a
 * client, or a model, could make up.
 */
@ApplicationScoped
public class Meters {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MOMENT = Duration.ofMinutes(5);
    private static final int MOST_TOOLS = 32;
    private static final double MILLION = 1_000_000;
    private static final String COMPLETE = "complete";

    private final MeterRegistry registry;
    private final RunSpans spans;
    private final Counter runsStarted;
    private final Counter retries;
    private final Counter inputTokens;
    private final Counter outputTokens;
    private final Timer firstWords;
    private final DistributionSummary pace;
    private final LongAdder framesJoined = new LongAdder();
    private final Set<String> tools = ConcurrentHashMap.newKeySet();
    private final People people;
    private final SightConfig.Price price;

    Meters(MeterRegistry registry, SightConfig config, RunSpans spans, Clock clock) {
        this.registry = registry;
        this.spans = spans;
        this.price = config.price();
        this.people = new People(clock, DAY);
        this.runsStarted = counter("calledit.runs.started", "Drafts that were started");
        this.retries = counter("calledit.model.retries", "How often a model was tried again");
        this.inputTokens = tokens("input");
        this.outputTokens = tokens("output");
        this.firstWords = Timer.builder("calledit.time.to.first.token")
                .description("From a draft's start to the model's first words")
                .serviceLevelObjectives(seconds(0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60))
                .register(registry);
        wholeDraft(COMPLETE);
        this.pace = DistributionSummary.builder("calledit.tokens.per.second")
                .description("Pieces of text a second from the first to the plan, of drafts that came to a plan")
                .serviceLevelObjectives(2, 5, 10, 20, 40, 80, 160, 320, 640)
                .register(registry);
        FunctionCounter.builder("calledit.frames.joined", framesJoined, LongAdder::sum)
                .description("Frames of text that a reader was sent joined to another, since they had waited for it")
                .register(registry);
        people("5m", MOMENT);
        people("24h", DAY);
        if (isPriced()) {
            FunctionCounter.builder("calledit.cost.usd", this, Meters::cost)
                    .description("What the tokens cost at the configured prices: an estimate")
                    .register(registry);
        }
    }

    /** A figure that is taken whenever somebody asks. */
    public <T> void watch(String name, String description, T source, ToDoubleFunction<T> figure) {
        Gauge.builder(name, source, figure).description(description).strongReference(true).register(registry);
    }

    /** Shows a count of zero for each of these from the beginning: what appears with its first count can't be seen to grow. */
    public void expect(Count count, Collection<String> values) {
        values.forEach(value -> counter(count, value));
    }

    /** Adds one. */
    public void add(Count count, String value) {
        counter(count, value).increment();
    }

    /** A draft has been started for that person. */
    public void started(String owner) {
        runsStarted.increment();
        people.seen(owner);
    }

    /** The model is tried once more. */
    public void retried() {
        retries.increment();
    }

    /** To be added to for each frame that a reader is sent joined to the one before. */
    public LongAdder framesJoined() {
        return framesJoined;
    }

    /** A run has ended: counts it, writes its line, and sends its trace where that is turned on. */
    public void ended(RunReport run) {
        run.frames().forEach((type, frames) -> counter(Count.FRAMES, type).increment(frames));
        if (run.firstWords() != null) {
            firstWords.record(run.firstWords());
        }
        wholeDraft(run.outcome()).record(run.took());
        if (run.outcome().equals(COMPLETE)) {
            pace(run);
        }
        if (run.tokens() != null) {
            inputTokens.increment(run.tokens().input());
            outputTokens.increment(run.tokens().output());
        }
        run.tools().forEach(this::used);
        RunLines.ended(run);
        add(Count.RUNS_ENDED, run.outcome()); // last of what is seen here, so that whoever sees it sees the rest
        spans.record(run);
    }

    private Timer wholeDraft(String outcome) {
        return Timer.builder("calledit.run")
                .description("From a draft's start to its end, by how it ended")
                .tag("outcome", outcome)
                .serviceLevelObjectives(seconds(0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300))
                .register(registry);
    }

    private void pace(RunReport run) {
        int pieces = run.frames().getOrDefault("text", 0);
        if (run.firstWords() != null && pieces > 1) {
            double seconds = run.took().minus(run.firstWords()).toNanos() / 1e9;
            if (seconds > 0) {
                pace.record((pieces - 1) / seconds);
            }
        }
    }

    private void used(RunReport.ToolUse use) {
        // Only tools that there are get as far as this; the bound holds even if that should change.
        boolean known = tools.contains(use.tool()) || tools.size() < MOST_TOOLS && tools.add(use.tool());
        Timer.builder("calledit.tool")
                .description("How long a tool took")
                .tags("tool", known ? use.tool() : "other", "failed", String.valueOf(use.failed()))
                .serviceLevelObjectives(seconds(0.001, 0.01, 0.1, 1, 10))
                .register(registry)
                .record(use.when().to().minus(use.when().from()));
    }

    private boolean isPriced() {
        return price.input().isPresent() && price.output().isPresent();
    }

    private double cost() {
        return (inputTokens.count() * price.input().orElseThrow() + outputTokens.count() * price.output().orElseThrow())
                / MILLION;
    }

    private void people(String window, Duration time) {
        Gauge.builder("calledit.people", people, them -> them.within(time))
                .description("Different people who started a draft in that time, counted up to " + People.MOST)
                .tag("window", window)
                .register(registry);
    }

    private Counter tokens(String direction) {
        return Counter.builder("calledit.tokens.used")
                .description("Tokens as the model counts them")
                .tag("direction", direction)
                .register(registry);
    }

    private Counter counter(Count count, String value) {
        return Counter.builder(count.meter()).description(count.description()).tag(count.label(), value).register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Duration[] seconds(double... seconds) {
        Duration[] durations = new Duration[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            durations[i] = Duration.ofMillis(Math.round(seconds[i] * 1_000));
        }
        return durations;
    }

    /** What is counted by one label, whose values are few and known. */
    public enum Count {
        RUNS_ENDED("calledit.runs.ended", "outcome", "Drafts that ended, by how"),
        FRAMES("calledit.frames", "type", "Frames of drafts that ended"),
        MODEL_ERRORS("calledit.model.errors", "kind", "What went wrong with a model"),
        REQUESTS_REFUSED("calledit.requests.refused", "code", "Messages that were answered with an error"),
        CONNECTIONS_REFUSED("calledit.connections.refused", "reason", "Connections that were turned away"),
        RESUMES("calledit.resumes", "result", "Readers who came back to a draft, by what became of it");

        private final String meter;
        private final String label;
        private final String description;

        Count(String meter, String label, String description) {
            this.meter = meter;
            this.label = label;
            this.description = description;
        }

        String meter() {
            return meter;
        }

        String label() {
            return label;
        }

        String description() {
            return description;
        }
    }
}
