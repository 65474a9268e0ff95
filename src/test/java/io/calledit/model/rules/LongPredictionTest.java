package io.calledit.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The longest prediction that can be typed still gets a plan whose every entry is short enough to be read back. */
class LongPredictionTest {

    private static final RulesPlanner PLANNER = new RulesPlanner();
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-22T09:57:00-05:00[America/New_York]");

    static Stream<String> longPredictions() {
        return Stream.of("a".repeat(2000), "é".repeat(2000), "🚀".repeat(2000), "b🚀".repeat(1000),
                "1".repeat(2000), "$1,000 ".repeat(285),
                to2000("the bridge and the tunnel will reopen "), to2000("word "), to2000("we "),
                to2000("I will win my race and "), to2000("by 2027 "),
                to2000("yesterday "),
                to2000("It rained on 1 January 2020 and "),
                to2000("on 31 April 2027 it snows in Oslo, "), to2000("If it snows and "), to2000("rain, "),
                to2000("Apple will buy Disney "), "The " + "very ".repeat(395) + "old bridge will reopen",
                "Bitcoin will reach $100,000 by the end of 2027 " + "and so on ".repeat(190),
                "The bridge will reopen " + "and stay open ".repeat(138) + "by the end of 2027",
                "The bridge reopened " + "and stayed open ".repeat(120) + "yesterday",
                "If " + "it snows ".repeat(20) + ", " + "the bridge will close ".repeat(80),
                "Will " + "the bridge ".repeat(179) + "reopen by 2030?", "It will " + "x".repeat(1980) + " by 2030");
    }

    @ParameterizedTest
    @MethodSource("longPredictions")
    void everyEntryIsShortEnoughToBeReadBack(String text) {
        Draft plan = plan(text);
        assertThat(plan.statement()).isNotBlank().hasSizeLessThanOrEqualTo(2000).doesNotContain(Claim.TIME);
        for (List<String> list : List.of(plan.source(), plan.criteria(), plan.steps(), plan.assumptions())) {
            assertThat(list).hasSizeBetween(1, 30).allSatisfy(line -> assertThat(line)
                    .isNotBlank().hasSizeLessThanOrEqualTo(2000).doesNotContain(Claim.TIME));
        }
        assertThat(plan.json().codePoints()).as("halves of a character").noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        assertThat(plan.statement() + plan.criteria()).contains("…");
        assertThat(plan.assumptions().toString()).contains("cut at “…”");
    }

    @ParameterizedTest
    @MethodSource("longPredictions")
    void aLongPredictionIsReadInAFifthOfASecond(String text) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5 && best > Duration.ofMillis(200).toNanos(); i++) {
            long start = System.nanoTime();
            plan(text);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void aCutKeepsTheDateAndWholeWords() {
        Draft plan = plan("The bridge will reopen " + "and stay open ".repeat(138) + "by the end of 2027");
        assertThat(plan.statement()).matches("The bridge will reopen .* (?:and|stay|open)… by 31 December 2027\\.")
                .hasSizeBetween(1600, 1800);
        assertThat(plan.criteria().get(0)).matches("True if the bridge reopens .* (?:and|stays|open)… by 31 December 2027\\.")
                .hasSizeLessThan(700);
    }

    @Test
    void anOrdinaryPredictionIsNotCut() {
        assertThat(plan("The bridge will reopen by the end of 2027").json()).doesNotContain("…");
    }

    private static String to2000(String unit) {
        return unit.repeat(2000 / unit.length());
    }

    private static Draft plan(String text) {
        return PLANNER.write(PLANNER.read(text, NOW));
    }
}
