package io.calledit.ledger;

import static io.calledit.ledger.Examples.transcript;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import io.calledit.planning.Transcripts;
import io.calledit.prediction.Transcript;
import io.calledit.prediction.Transcript.Ending;
import io.calledit.prediction.Transcript.Step;

class KeptTranscriptTest {

    private static String kept(Transcript transcript) {
        return KeptTranscript.of(transcript).orElseThrow().text();
    }

    private static Transcript ending(Ending ending, Step... steps) {
        return new Transcript("r", "it rains", "UTC", Instant.parse("2026-11-22T12:00:00.5009Z"), 1_500, ending, List.of(steps));
    }

    /** Entries hold hashes of it: a change here makes all of them say that their transcripts were changed. */
    @Test
    void theFormIsFixed() {
        assertThat(kept(transcript("{\"a\":", "1}"))).isEqualTo("{\"durationMs\":4100,\"model\":\"a model\",\"outcome\":\"complete\","
                + "\"plan\":{\"assumptions\":[\"Any trace counts\"],\"initial_status\":\"pending\",\"prediction_statement\":\"It rains\","
                + "\"verification_date\":\"2027-01-01T00:00:00Z\",\"verification_method\":{\"criteria\":[\"True if it rains\","
                + "\"False if not\"],\"source\":[\"Météo-France\"],\"steps\":[\"Look\"]}},\"prompt\":\"it rains tomorrow\","
                + "\"runId\":\"5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10\",\"startedAt\":\"2026-11-22T11:59:00.250Z\",\"steps\":["
                + "{\"at\":100,\"content\":\"{\\\"a\\\":\",\"type\":\"text\"},{\"at\":200,\"content\":\"1}\",\"type\":\"text\"},"
                + "{\"at\":50,\"durationMs\":3,\"input\":\"{\\\"timezone\\\":\\\"Europe/Paris\\\"}\",\"name\":\"current_time\","
                + "\"state\":\"done\",\"type\":\"tool\"}],\"timezone\":\"Europe/Paris\","
                + "\"usage\":{\"inputTokens\":1200,\"outputTokens\":340},\"v\":1}");
    }

    @Test
    void whatCameToNoPlanSaysSo() {
        assertThat(kept(ending(new Ending.Stopped(), new Step.Retrying(7, "Busy."), new Step.Repairing(9, "No plan."))))
                .isEqualTo("{\"durationMs\":1500,\"outcome\":\"stopped\",\"prompt\":\"it rains\",\"runId\":\"r\","
                        + "\"startedAt\":\"2026-11-22T12:00:00.500Z\",\"steps\":[{\"at\":7,\"message\":\"Busy.\",\"type\":\"retrying\"},"
                        + "{\"at\":9,\"message\":\"No plan.\",\"type\":\"repairing\"}],\"timezone\":\"UTC\",\"v\":1}");
        assertThat(kept(ending(
                        new Ending.Failed("model_timeout", "Too long."),
                        new Step.Tool(3, "is_past", "no JSON", Step.Tool.State.STARTED, Optional.empty()))))
                .contains("\"code\":\"model_timeout\"", "\"message\":\"Too long.\"", "\"outcome\":\"error\"")
                .contains("{\"at\":3,\"input\":\"no JSON\",\"name\":\"is_past\",\"state\":\"started\",\"type\":\"tool\"}");
    }

    /** Whatever a model writes, the bytes that are kept are those that the hash is of. */
    @Test
    void textThatIsNoTextIsKeptAllTheSame() {
        KeptTranscript kept = KeptTranscript.of(transcript("half \ud83c of it, \u0000, \u001b, \ufffe and 1e999")).orElseThrow();

        assertThat(HashChain.hash(kept.text())).isEqualTo(kept.hash());
        assertThat(KeptTranscript.ofPacked(kept.packed()).text()).isEqualTo(kept.text()).contains("half ? of it");
    }

    @Test
    void whatIsTooLargeIsNotKept() {
        String random = new Random(7).ints(400_000, ' ', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(KeptTranscript.of(transcript(random))).as("even when it is compressed").isEmpty();
        assertThat(KeptTranscript.of(transcript("a".repeat(2_100_000)))).as("though it is small when compressed").isEmpty();
        assertThat(KeptTranscript.of(transcript("a".repeat(1_900_000)))).isPresent();
        assertThat(Draft.of("r", new Transcripts.Found.Ended(transcript(random))).drafting())
                .isEqualTo(new Drafting.NotKept(Drafting.Reason.TOO_LONG));
    }

    @Test
    void whatSomebodyElseWroteThereIsDamage() throws IOException {
        ByteArrayOutputStream endless = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(endless)) {
            out.write(new byte[3_000_000]);
        }
        for (byte[] bytes : List.of(new byte[0], "not packed".getBytes(StandardCharsets.UTF_8), endless.toByteArray())) {
            assertThatExceptionOfType(LedgerException.Unavailable.class)
                    .isThrownBy(() -> KeptTranscript.ofPacked(bytes).text())
                    .satisfies(damage -> assertThat(damage.reason()).isEqualTo(LedgerException.Unavailable.Reason.DAMAGED));
        }
    }
}
