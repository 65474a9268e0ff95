package io.calledit.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everyday predictions, each with the moment on which it is decided and what its plan has to say. */
class PredictionCorpusTest {

    private static final RulesPlanner PLANNER = new RulesPlanner();

    record Example(ZonedDateTime now, String prediction, ZonedDateTime decided, List<String> says) {

        @Override
        public String toString() {
            return prediction;
        }
    }

    static Stream<Example> predictions() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PredictionCorpusTest.class.getResourceAsStream("predictions.csv"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line ->
                    !line.startsWith("#")).map(PredictionCorpusTest::example).toList().stream();
        }
    }

    private static Example example(String line) {
        String[] cells = Arrays.stream(line.split("\\|")).map(String::trim).toArray(String[]::new);
        String[] decided = cells[3].split(" ");
        return new Example(LocalDateTime.parse(cells[1]).atZone(ZoneId.of(cells[0])), cells[2],
                LocalDateTime.parse(decided[0]).atZone(ZoneId.of(decided.length > 1 ? decided[1] : cells[0])),
                List.of(cells[4].split(";")));
    }

    @ParameterizedTest
    @MethodSource("predictions")
    void aPredictionIsDecidedOnItsDate(Example example) {
        Draft draft = plan(example);
        assertThat(draft.decides()).isEqualTo(example.decided());
    }

    @ParameterizedTest
    @MethodSource("predictions")
    void aPlanSpeaksOfItsPrediction(Example example) {
        String plan = plan(example).json();
        assertThat(plan.replace("\\\"", "\"")).contains(example.says());
    }

    @ParameterizedTest
    @MethodSource("predictions")
    void aPlanIsCompleteAndLooksForward(Example example) {
        Draft draft = plan(example);
        assertThat(draft.decides()).isAfter(example.now());
        assertThat(draft.statement()).isNotBlank().endsWith(".").doesNotContain(Claim.TIME, "  ", " ,", ",,", "null",
                "{");
        assertThat(draft.source()).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        assertThat(draft.criteria()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(draft.steps()).hasSizeBetween(3, 6);
        assertThat(Stream.of(draft.source(), draft.criteria(), draft.steps(),
                draft.assumptions()).flatMap(List::stream))
                .allSatisfy(line -> assertThat(line).isNotBlank().doesNotContain(Claim.TIME, "  ", " ,", "null", "{",
                "}"));
        assertThat(draft.criteria().get(0) + draft.criteria().get(1)).contains("True if");
        assertThat(draft.criteria().get(draft.criteria().size() - 1)).startsWith("False");
    }

    @Test
    void theCorpusIsLarge() throws IOException {
        assertThat(predictions()).hasSizeGreaterThanOrEqualTo(150);
    }

    private static Draft plan(Example example) {
        return PLANNER.write(PLANNER.read(example.prediction(), example.now()));
    }
}
