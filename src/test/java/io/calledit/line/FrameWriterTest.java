package io.calledit.line;

import static io.calledit.line.GoldenMessages.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.langchain4j.model.output.TokenUsage;
import io.calledit.prediction.Plan;
import io.calledit.prediction.VerificationMethod;

class FrameWriterTest {

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private static final String ZONE = "{\"timezone\":\"America/New_York\"}";

    private static final Map<String, Frame> GOLDEN = Map.ofEntries(
            Map.entry(
                    "server-status-processing",
                    new Frame.Processing(RUN, 1, "Drafting a plan", "It rains in Paris tomorrow", "Europe/Paris")),
            Map.entry(
                    "server-status-retrying",
                    new Frame.Retrying(
                            RUN, 2, "The model is busy. Trying again in 2 s.", 2, Duration.ofMillis(2_000))),
            Map.entry(
                    "server-status-repairing",
                    new Frame.Repairing(
                            RUN, 9, "That wasn’t a plan that could be checked. The model is writing it anew.")),
            Map.entry("server-text", new Frame.Text(RUN, 4, "{\"prediction_statement\": \"Bitcoin’s")),
            Map.entry("server-text-joined", new Frame.Text(RUN, 5, 9, " daily close 📈 exceeds\n")),
            Map.entry(
                    "server-tool-started",
                    new Frame.Tool(RUN, 2, "call-1", "current_time", ZONE, Frame.Tool.State.STARTED, null)),
            Map.entry(
                    "server-tool-done",
                    new Frame.Tool(
                            RUN, 3, "call-1", "current_time", ZONE, Frame.Tool.State.DONE, Duration.ofMillis(12))),
            Map.entry(
                    "server-tool-failed",
                    new Frame.Tool(
                            RUN,
                            3,
                            "call-1",
                            "current_time",
                            "{\"timezone\":\"Mars/Olympus\"}",
                            Frame.Tool.State.FAILED,
                            Duration.ofMillis(3))),
            Map.entry("server-status-complete", new Frame.Finished(RUN, 10)),
            Map.entry(
                    "server-complete",
                    new Frame.Complete(RUN, 11, bitcoin(), "anthropic.claude-sonnet-4", new TokenUsage(812, 240))),
            Map.entry(
                    "server-complete-joined",
                    new Frame.Complete(RUN, 11, bitcoin(), "anthropic.claude-sonnet-4", new TokenUsage(812, 240))
                            .joinedTo(new Frame.Finished(RUN, 10))),
            Map.entry(
                    "server-complete-rules",
                    new Frame.Complete(RUN, 11, rain(), "rules (not a language model)", null)),
            Map.entry(
                    "server-error-run",
                    new Frame.Failed(
                            RUN, 7, Problem.of(ErrorCode.MODEL_TIMEOUT, "The model took too long to answer. Try again."))),
            Map.entry(
                    "server-error-message",
                    new Frame.Refused(Problem.of(
                            ErrorCode.UNKNOWN_ACTION,
                            "There is no action “guess”. Use makecall, stop, resume or ping."))),
            Map.entry(
                    "server-error-rate-limited",
                    new Frame.Refused(Problem.of(
                            ErrorCode.RATE_LIMITED,
                            "That is a lot of plans in a short time. Try again in a moment.",
                            Duration.ofMillis(1_500)))),
            Map.entry(
                    "server-error-shutting-down",
                    new Frame.Failed(
                            RUN,
                            9,
                            Problem.of(
                                    ErrorCode.SHUTTING_DOWN,
                                    "The service is being restarted, and this draft took longer than it can wait. Try again in a"
                                            + " moment.",
                                    Duration.ofSeconds(5)))),
            Map.entry("server-stopped", new Frame.Stopped(RUN, 8)),
            Map.entry("server-pong", new Frame.Pong()));

    private final FrameWriter writer = new FrameWriter(JSON);

    static List<String> goldenNames() {
        return GOLDEN.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("goldenNames")
    void everyFrameIsWrittenAsItsGoldenMessage(String name) {
        assertThat(writer.write(GOLDEN.get(name))).isEqualTo(GoldenMessages.read(name));
    }

    @Test
    void textIsEscapedSoThatItComesBackAsItWas() throws JsonProcessingException {
        String awkward = "\"\\\b\f\n\r\t\u0000\u001f\u2028</script>é漢🎲";

        String frame = writer.write(new Frame.Text(RUN, 2, awkward));

        assertThat(JSON.readTree(frame).get("content").textValue()).isEqualTo(awkward);
    }

    @Test
    void aToolsArgumentsThatAreNotJsonArePassedOnAsText() throws JsonProcessingException {
        assertThat(inputOf("{\"timezone\":")).isEqualTo("\"{\\\"timezone\\\":\"");
        assertThat(inputOf("")).isEqualTo("{}");
        assertThat(inputOf(null)).isEqualTo("{}");
    }

    private String inputOf(String arguments) throws JsonProcessingException {
        Frame frame = new Frame.Tool(RUN, 2, "call-1", "current_time", arguments, Frame.Tool.State.STARTED, null);
        return JSON.readTree(writer.write(frame)).get("input").toString();
    }

    private static Plan bitcoin() {
        return new Plan(
                "Bitcoin’s daily close on Coinbase (BTC-USD) is at or above 100,000.00 US dollars at least once by"
                        + " 31 December 2027.",
                OffsetDateTime.parse("2027-12-31T23:59:59-05:00"),
                new VerificationMethod(
                        List.of("Coinbase BTC-USD daily candles"),
                        List.of(
                                "True if any UTC daily close is at or above 100,000.00",
                                "False if no such close exists by the date"),
                        List.of("Open the daily candles", "Find the highest close")),
                List.of("A daily close counts, not a price within a day."));
    }

    private static Plan rain() {
        return new Plan(
                "It rains in Paris on 23 November 2026.",
                OffsetDateTime.parse("2026-11-23T23:59:59+01:00"),
                new VerificationMethod(
                        List.of("Météo-France observations"),
                        List.of("True if at least 0.1 mm of rain is recorded"),
                        List.of("Look up the daily total")),
                List.of());
    }
}
