package io.calledit.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class MetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void withoutPricesNoCostIsInvented() {
        meters(Map.of("calledit.sight.price.input", "3"));

        assertThat(registry.find("calledit.cost.usd").meters()).isEmpty();
    }

    @Test
    void whatIsPaidForIsWhatTheModelCountedAtThePricesThatWereGiven() {
        var meters = meters(Map.of("calledit.sight.price.input", "3", "calledit.sight.price.output", "15"));

        meters.ended(run(new RunReport.Tokens(2_000_000, 100_000), Map.of(), List.of()));
        meters.ended(run(null, Map.of(), List.of()));

        assertThat(registry.get("calledit.cost.usd").functionCounter().count()).isEqualTo(7.5);
    }

    @Test
    void thePaceIsThatOfTheTextAndNotOfTheWaitBeforeIt() {
        meters(Map.of()).ended(run(null, Map.of("text", 81), List.of()));

        // 80 more pieces in the two seconds from the first words, at 2 s, to the plan, at 4 s
        assertThat(registry.get("calledit.tokens.per.second").summary().totalAmount()).isEqualTo(40);
    }

    @Test
    void everyDraftIsTimedByHowItEnded() {
        var meters = meters(Map.of());

        meters.ended(run("complete", null, Map.of(), List.of()));
        meters.ended(run("stopped", null, Map.of(), List.of()));
        meters.ended(run("model_timeout", null, Map.of(), List.of()));
        meters.ended(run("model_timeout", null, Map.of(), List.of()));

        assertThat(registry.get("calledit.run").timers())
                .extracting(timer -> timer.getId().getTag("outcome"), Timer::count)
                .containsExactlyInAnyOrder(tuple("complete", 1L), tuple("stopped", 1L), tuple("model_timeout", 2L));
    }

    @Test
    void toolsOfEndlesslyManyNamesAreCountedUnderOne() {
        var meters = meters(Map.of());
        var stretch = new RunReport.Stretch(Duration.ZERO, Duration.ofMillis(5));

        IntStream.range(0, 100).forEach(i ->
                meters.ended(run(null, Map.of(), List.of(new RunReport.ToolUse("tool-" + i, false, stretch)))));

        assertThat(registry.find("calledit.tool").timers()).hasSize(33);
        assertThat(registry.get("calledit.tool").tag("tool", "other").timer().count()).isEqualTo(68);
    }

    private Meters meters(Map<String, String> settings) {
        return MetersFixture.of(registry, settings, Clock.systemUTC());
    }

    private static RunReport run(RunReport.Tokens tokens, Map<String, Integer> frames, List<RunReport.ToolUse> tools) {
        return run("complete", tokens, frames, tools);
    }

    private static RunReport run(
            String outcome, RunReport.Tokens tokens, Map<String, Integer> frames, List<RunReport.ToolUse> tools) {
        return new RunReport("a-run", outcome, Instant.EPOCH, Duration.ofSeconds(4), Duration.ofSeconds(2), "a-model",
                tokens, 0, frames, List.of(), tools);
    }
}
