package io.calledit.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class PlanCheckerTest {

    private final PlanChecker checker =
            new PlanChecker(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> errors(JsonNode plan) {
        return assertThatExceptionOfType(UncheckablePlanException.class)
                .isThrownBy(() -> checker.check(plan))
                .actual()
                .errors()
                .stream()
                .map(FieldError::toString)
                .toList();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(errors(json("""
                {"prediction_statement":" ","verification_date":"2026-11-22T13:00:00+01:00",
                 "verification_method":{"source":[],"criteria":"none","steps":["a",7]},
                 "initial_status":"done","assumptions":[""]}
                """))).containsExactly(
                "prediction_statement is blank",
                "verification_date is not in the future",
                "verification_method.source is empty",
                "verification_method.criteria is not a list",
                "verification_method.steps has an entry that is not text",
                "initial_status is not \"pending\"",
                "assumptions has an entry that is blank");
        assertThat(errors(json("{}"))).containsExactly(
                "prediction_statement is missing",
                "verification_date is missing",
                "verification_method is missing",
                "initial_status is missing");
        assertThat(errors(json("[]"))).isNotEmpty();
    }

    @Test
    void aPlanOfLongAgoIsFineWhereAnyDateIs() {
        JsonNode plan = json("""
                {"prediction_statement":"a","verification_date":"2001-01-01T00:00:00Z",
                 "verification_method":{"source":["a"],"criteria":["b"],"steps":["c"]},"initial_status":"pending"}
                """);

        assertThat(errors(plan)).containsExactly("verification_date is not in the future");
        assertThat(checker.checkOfAnyDate(plan).statement()).isEqualTo("a");
    }

    @Test
    void textThatShowsNothingOrSomethingElseIsRefused() {
        JsonNode plan = json("""
                {"prediction_statement":"\\u200b","verification_date":"2027-01-01T00:00:00Z",
                 "verification_method":{"source":["\\u202elive"],"criteria":["…"],"steps":["c"]},"initial_status":"pending"}
                """);

        assertThat(errors(plan)).containsExactly(
                "prediction_statement says nothing",
                "verification_method.source has an entry that holds a character that is not text",
                "verification_method.criteria has an entry that says nothing");
    }

    @Test
    void charactersThatCanNotBeStoredAreRefused() {
        JsonNode plan = json("""
                {"prediction_statement":"half a pair \\ud83c","verification_date":"2027-01-01T00:00:00+01:00:30",
                 "verification_method":{"source":["a\\u0000"],"criteria":["b"],"steps":["line\\nbreak"]},
                 "initial_status":"pending"}
                """);

        assertThat(errors(plan)).containsExactly(
                "prediction_statement holds a character that is not text",
                "verification_date has an offset with seconds in it",
                "verification_method.source has an entry that holds a character that is not text");
    }
}
