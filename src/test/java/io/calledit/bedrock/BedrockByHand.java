package io.calledit.bedrock;

import static io.calledit.bedrock.Turn.answer;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * Serves the emulator at a fixed port, so that the Bedrock voice can be tried by hand or from a browser test.
 *
 * <p>Every prediction gets one use of {@code current_time} and then a plan that says it is scripted; a prediction with
 * the word "throttled", "stalled", "broken" or "refused" in it gets that trouble instead. One that is "busy twice" is turned
 * away twice first; one that is "unreadable" is given something that is no plan and then, when that is to be repaired, a
 * plan, or again none if it is "unreadable twice". Arguments: the port (9099), the pace between tokens in milliseconds (40). Start the service beside it with {@code CALLEDIT_VOICE=bedrock} and
 * {@code CALLEDIT_BEDROCK_AWS_ENDPOINT_OVERRIDE=http://localhost:9099}, and any AWS credentials.
 */
public final class BedrockByHand {

    private static final Pattern PREDICTION = Pattern.compile("<prediction>\\s*\"(.*)\"\\s*</prediction>", Pattern.DOTALL);
    private static final Pattern ZONE = Pattern.compile("Time zone: (\\S+)");
    private static final int TOKEN = 4;
    private static final Map<String, Integer> TURNED_AWAY = new ConcurrentHashMap<>();

    private BedrockByHand() {
    }

    public static void main(String... arguments) {
        var port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9099;
        var pace = Duration.ofMillis(arguments.length > 1 ? Long.parseLong(arguments[1]) : 40);
        var emulator = BedrockEmulator.start(port);
        emulator.otherwise(exchange -> turn(exchange, pace));
        System.out.println("Bedrock emulator at " + emulator.endpoint() + ", a token every " + pace.toMillis() + " ms");
    }

    /** What the emulated model does with a planner's request, a token every {@code pace}. */
    public static Turn turn(Exchange exchange, Duration pace) {
        var asked = exchange.asked();
        if (asked.contains("throttled")) {
            return Turn.rejected(Fault.THROTTLING);
        }
        if (asked.contains("stalled")) {
            return answer().every(pace, "{\"prediction_statement\"").stalls();
        }
        if (asked.contains("broken")) {
            return answer().every(pace, "{\"prediction_statement\"").fails(Fault.MODEL_STREAM_ERROR);
        }
        if (asked.contains("refused")) {
            return answer().text("I can't help with that.").stop(StopReason.GUARDRAIL_INTERVENED);
        }
        var repair = asked.contains("<faults>");
        if (exchange.toolResults().isEmpty() && asked.contains("busy twice") && !repair && turnedAway(asked) <= 2) {
            return Turn.rejected(Fault.THROTTLING);
        }
        if (exchange.toolResults().isEmpty() && !repair) {
            return answer().tool("current_time", "{\"timezone\":\"" + found(ZONE, asked, "UTC") + "\"}").stop();
        }
        var plan = plan(found(PREDICTION, asked, "?"));
        if (asked.contains("unreadable twice") || asked.contains("unreadable") && !repair) {
            plan = plan.replace("\"Read the script\"", "");
        }
        return answer().every(pace, tokens(plan)).stop();
    }

    /** How often the same request has come; after the third time it is forgotten. */
    private static int turnedAway(String asked) {
        int times = TURNED_AWAY.merge(asked, 1, Integer::sum);
        if (times > 2) {
            TURNED_AWAY.remove(asked);
        }
        return times;
    }

    private static String plan(String prediction) {
        // The prediction is JSON text already, so it is set in as it came.
        return """
                {"prediction_statement": "%s", "verification_date": "%s", "verification_method": {\
                "source": ["The Bedrock emulator, which is scripted"], \
                "criteria": ["True if the script says so"], \
                "steps": ["Read the script"]}, "initial_status": "pending"}"""
                .formatted(prediction, OffsetDateTime.now().plusYears(1).truncatedTo(ChronoUnit.SECONDS));
    }

    private static String[] tokens(String text) {
        return text.split("(?<=\\G.{" + TOKEN + "})");
    }

    private static String found(Pattern pattern, String text, String otherwise) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
