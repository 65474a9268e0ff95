package io.calledit.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates that no calendar holds and dates that are over still give a plan that says what was made of them. */
class OddDateTest {

    private static final RulesPlanner PLANNER = new RulesPlanner();
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-22T09:57:00-05:00[America/New_York]");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on 30 February 2027 it snows | 28 February 2027 | 30 February
            on 31 April 2027 it snows in Oslo | 30 April 2027 | 31 April
            The shop will open by February 29 2027 | 28 February 2027 | 29 February 2027
            The shop will open on February 29, 2027 | 28 February 2027 | 29 February 2027
            The shop will open on 31/11/2027 | 30 November 2027 | 31 November
            The shop will open on 11/31/2027 | 30 November 2027 | 31 November
            The shop will open on 2027-02-30 | 28 February 2027 | 30 February
            The shop will open on 2027/06/31 | 30 June 2027 | 31 June
            The shop will open by 30 February | 28 February 2027 | 30 February
            The shop will open by 2/30 | 28 February 2027 | 30 February
            The shop will open by the 31st of September | 30 September 2027 | 31 September
            The shop will open before 40 March 2027 | 31 March 2027 | 40 March
            The shop will open by the 31st of this month | 30 November 2026 | 31 November
            The shop will open on 31 June 2027 at 10:00 | 30 June 2027 | 31 June
            """)
    void aDayPastTheEndOfItsMonthIsReadAsTheLastDay(String text, String read, String named) {
        Draft plan = plan(text);
        assertThat(plan.assumptions()).contains("There is no " + named + "; " + read + ", the last day of that month, is meant.");
        assertThat(plan.statement()).contains(read).doesNotContain("30 it", "31 it", "29 by", "On 3", "31/", "/30");
        assertThat(plan.statement().replace(read, "").replace("10:00", "")).doesNotContainPattern("\\d");
    }

    @Test
    void anAmountBesideAMonthIsNoDay() {
        assertThat(plan("They will sell 45 March issues").assumptions().toString()).doesNotContain("There is no");
        assertThat(plan("The shop will open by the 45th.").statement()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            It rained on 1 January 2020 | The following is true by 22 November 2027: “It rained”. | 1 January 2020
            It will rain yesterday | It will rain by 29 November 2026. | yesterday
            Bitcoin above 50k by the end of 2020 | Bitcoin will be above 50k by 22 November 2027, measured by the Coinbase BTC-USD daily close (UTC). | 2020
            If it snowed, the bridge reopened last week | If it snowed, the following is true by 22 November 2027: “The bridge reopened”. | last week
            Did the bridge reopen yesterday? | The answer to “Did the bridge reopen?” is yes by 22 November 2027. | yesterday
            """)
    void aDateThatHasPassedIsReplacedInTheOpen(String text, String statement, String named) {
        Draft plan = plan(text);
        assertThat(plan.statement()).isEqualTo(statement);
        assertThat(plan.assumptions().get(0)).startsWith("The date named (“" + named + "”")
                .contains("has already passed, so the plan sets ", " instead");
        assertThat(statement).contains(plan.assumptions().get(0).replaceFirst(".*the plan sets (.*) instead.*", "$1"));
        assertThat(plan.criteria()).anyMatch(line -> line.startsWith("Only what happens from today (22 November 2026) on counts"));
    }

    @Test
    void aDateToComeSaysNothingOfToday() {
        assertThat(plan("It will rain tomorrow").criteria()).noneMatch(line -> line.startsWith("Only what happens from today"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "tomorrow", "by 2027", "Tomorrow!", "I think by 2027", "maybe by Friday", "Christmas",
            "by 2027 and by 2028", "tomorrow or Friday",
            "yesterday", "It will by 2030", "on 31 April 2027", "5pm",
            "at 5pm on Friday", "within three months", "prediction: next year", "“by 2027”", "by 2027?"})
    void aDateAloneIsNotTakenForAClaim(String text) {
        Draft plan = plan(text);
        assertThat(plan.statement()).startsWith("The prediction “").contains("” comes true ").endsWith(".");
        assertThat(plan.assumptions()).contains("The prediction names a date but not what will happen; say what will happen before logging it.");
        assertThat(plan.criteria().get(0)).startsWith("As it stands the call is void");
    }

    @Test
    void aDateMayBeWhatASentenceIsAbout() {
        assertThat(plan("Easter will be on 28 March 2027").statement()).startsWith("Easter will be");
        assertThat(plan("Tomorrow will be sunny").statement()).contains("sunny");
    }

    @Test
    void noStatementIsWithoutAClaim() {
        List<String> nothing = List.of("", " ", ".", "?!", "...", "\u200b", "\u200b\u200d\ufeff", "\u2060", "\u00ad", "\u0301",
                "—", "“”", "\"\"", "''", "()", "$", "%",
                "🚀", "😀😀",
                "👩‍👩‍👧", "\ud83d",
                "\udc00", "\uE000", "\u0000", "\u3000", ",;:", "#", "_", "will", "I", "it", "by", "the", "if", "¿?", "🚀 tomorrow", ". by 2027 .");
        for (String text : nothing) {
            Draft plan = plan(text);
            assertThat(plan.statement()).as(text).startsWith("The prediction").contains("comes true ").doesNotContain("“”").endsWith(".");
            assertThat(plan.assumptions().toString()).as(text).contains("say what will happen before logging it");
        }
    }

    private static Draft plan(String text) {
        return PLANNER.write(PLANNER.read(text, NOW));
    }
}
