package io.calledit.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.calledit.prediction.Plan;

class PlanReaderTest {

    private static final String PLAN = """
            {"prediction_statement": "It rains in Paris on 23 November 2026.",
             "verification_date": "2026-11-23T23:59:59+01:00",
             "verification_method": {
               "source": ["Météo-France"], "criteria": ["True if it rains", "False if not"], "steps": ["Look it up"]},
             "initial_status": "pending",
             "assumptions": ["Any trace counts"]}
            """;

    private final PlanReader reader =
            PlanReaderFixture.at(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));

    @Test
    void aPlanIsReadWithAllItsFields() {
        Plan plan = reader.read(PLAN);

        assertThat(plan.statement()).isEqualTo("It rains in Paris on 23 November 2026.");
        assertThat(plan.verificationDate()).isEqualTo(OffsetDateTime.parse("2026-11-23T23:59:59+01:00"));
        assertThat(plan.method().source()).containsExactly("Météo-France");
        assertThat(plan.method().criteria()).containsExactly("True if it rains", "False if not");
        assertThat(plan.method().steps()).containsExactly("Look it up");
        assertThat(plan.initialStatus()).isEqualTo("pending");
        assertThat(plan.assumptions()).containsExactly("Any trace counts");
    }

    @Test
    void proseAndFencesAroundThePlanAreTolerated() {
        assertThat(reader.read("Sure {smiles}, here it is:\n```json\n" + PLAN + "\n```\nGood luck :}")).isEqualTo(reader.read(PLAN));
    }

    @Test
    void theLastPlanCountsWhereAModelCorrectsItself() {
        String corrected = PLAN.replace("It rains", "It snows");

        assertThat(reader.read(PLAN + "\nNo, wait:\n" + corrected).statement()).startsWith("It snows");
    }

    @Test
    void aPlanThatIsCutOffAfterAnotherLeavesTheFirst() {
        assertThat(reader.read(PLAN + PLAN.substring(0, 80)).statement()).startsWith("It rains");
    }

    @Test
    void assumptionsMayBeMissingAndUnknownFieldsMayBeThere() {
        String other = PLAN.replace(",\n \"assumptions\": [\"Any trace counts\"]", ", \"mood\": {\"sunny\": false}");

        assertThat(reader.read(other).assumptions()).isEmpty();
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"prediction_statement\"     | \"statement\"                | no complete JSON object",
        "\"It rains in Paris on 23 November 2026.\" | \"  \"         | prediction_statement is blank",
        "\"It rains in Paris on 23 November 2026.\" | 5              | prediction_statement is not text",
        "\"verification_date\"        | \"date\"                     | verification_date is missing",
        "2026-11-23T23:59:59+01:00    | 2026-11-23                   | not ISO 8601 with an offset",
        "2026-11-23T23:59:59+01:00    | 2026-11-23T23:59:59          | not ISO 8601 with an offset",
        "2026-11-23T23:59:59+01:00    | 2026-02-30T23:59:59+01:00    | not ISO 8601 with an offset",
        "2026-11-23T23:59:59+01:00    | 2026-11-22T13:00:00+01:00    | not in the future",
        "2026-11-23T23:59:59+01:00    | 2019-11-22T13:00:00+01:00    | not in the future",
        "2026-11-23T23:59:59+01:00    | 2226-11-23T23:59:59+01:00    | more than 150 years ahead",
        "2026-11-23T23:59:59+01:00    | +12026-11-22T13:00:00+01:00  | more than 150 years ahead",
        "\"verification_method\"      | \"method\"                   | verification_method is missing",
        "[\"Météo-France\"]           | []                           | source is empty",
        "[\"Météo-France\"]           | \"Météo-France\"             | source is not a list",
        "[\"Météo-France\"]           | [null]                       | source has an entry that is not text",
        "\"False if not\"             | \"\"                         | criteria has an entry that is blank",
        "\"steps\"                    | \"stages\"                   | steps is not a list",
        "[\"Any trace counts\"]       | \"none\"                     | assumptions is not a list",
        "\"pending\"                  | \"true\"                     | initial_status is not",
        "\"initial_status\"           | \"status\"                   | initial_status is missing",
    })
    void aPlanThatCouldNotBeCheckedIsRefused(String part, String instead, String complaint) {
        String broken = PLAN.replace(part, instead);
        assertThat(broken).isNotEqualTo(PLAN);

        assertThatThrownBy(() -> reader.read(broken))
                .isInstanceOf(UnreadablePlanException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void textThatHoldsNoPlanIsRefused() {
        for (String text : new String[] {"", "I'd rather not.", "{", "}{", "[1,2]", "{}", "{".repeat(100_000), "null"}) {
            assertThatThrownBy(() -> reader.read(text)).isInstanceOf(UnreadablePlanException.class);
        }
    }

    @Test
    void anEndlessListOrFieldIsRefused() {
        assertThatThrownBy(() -> reader.read(PLAN.replace("[\"Météo-France\"]", "[" + "\"x\",".repeat(30) + "\"x\"]")))
                .hasMessageContaining("more than 30 entries");
        assertThatThrownBy(() -> reader.read(PLAN.replace("It rains in Paris", "It rains ".repeat(600))))
                .hasMessageContaining("longer than 4000 characters");
    }
}
