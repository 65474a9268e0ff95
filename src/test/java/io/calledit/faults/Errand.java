package io.calledit.faults;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.calledit.bedrock.Exchange;
import io.calledit.bedrock.Fault;
import io.calledit.bedrock.Turn;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * One call that a client is sent for: what the model will do with it, and in what it may end.
 *
 * @param number tells it from all others, and stands in the prediction, by which the model knows it
 * @param requestId the client's own id for it
 * @param stopAfter the client asks for the end once it has so many frames; 0 for never
 */
record Errand(int number, Kind kind, UUID requestId, int stopAfter, long seed) {

    /** What the model does. */
    enum Kind {
        ANSWERS("complete"),
        USES_A_TOOL("complete"),
        USES_TOOLS_BADLY("complete"),
        WRITES_A_LOT("complete"),
        IS_STOPPED("stopped", "complete"),
        IS_BUSY_AT_FIRST("complete"),
        WRITES_NO_PLAN_AT_FIRST("complete"),
        WRITES_NO_PLAN("unreadable_plan"),
        DECLINES("model_refused"),
        BREAKS_OFF("model_unavailable"),
        ENDS_EARLY("model_unavailable"),
        NEVER_ENDS("stopped");

        private final Set<String> outcomes;

        Kind(String... outcomes) {
            this.outcomes = Set.of(outcomes);
        }

        /** In what such a run ends where nobody is away for too long. */
        Set<String> outcomes() {
            return outcomes;
        }
    }

    private static final Kind[] COMMON = {Kind.ANSWERS, Kind.ANSWERS, Kind.ANSWERS, Kind.USES_A_TOOL, Kind.USES_A_TOOL,
        Kind.USES_TOOLS_BADLY, Kind.WRITES_A_LOT, Kind.IS_STOPPED, Kind.IS_BUSY_AT_FIRST, Kind.WRITES_NO_PLAN_AT_FIRST,
        Kind.WRITES_NO_PLAN, Kind.DECLINES, Kind.BREAKS_OFF, Kind.ENDS_EARLY};
    private static final Pattern NUMBER = Pattern.compile("Errand (\\d+) will succeed");

    /** One of the kinds that end by themselves, or are stopped by the client. */
    static Errand drawn(int number, Random random) {
        return of(COMMON[random.nextInt(COMMON.length)], number, random);
    }

    static Errand of(Kind kind, int number, Random random) {
        UUID requestId = new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 0x8000000000000000L);
        return new Errand(number, kind, requestId, kind == Kind.IS_STOPPED ? 1 + random.nextInt(60) : 0, random.nextLong());
    }

    /** The number of the errand for which a model was asked. */
    static int numberIn(Exchange exchange) {
        Matcher number = NUMBER.matcher(exchange.asked());
        if (!number.find()) {
            throw new IllegalArgumentException("nobody was sent for " + exchange.asked());
        }
        return Integer.parseInt(number.group(1));
    }

    String prediction() {
        return "Errand " + number + " will succeed";
    }

    /** What the model does when it is asked for the n-th time, counted from 0. */
    Turn turn(Exchange exchange, int n) {
        Random random = new Random(seed + n);
        Duration pace = Duration.ofMillis(random.nextInt(9));
        return switch (kind) {
            case ANSWERS, IS_STOPPED -> Turn.answer().every(pace, tokens(plan("briefly"), random)).stop();
            case USES_A_TOOL -> exchange.toolResults().isEmpty()
                    ? Turn.answer().text("I look at the clock. ").tool("current_time", "{\"timezone\":\"UTC\"}").stop()
                    : Turn.answer().every(pace, tokens(plan("after a look at the clock"), random)).stop();
            case USES_TOOLS_BADLY -> n == 0
                    ? Turn.answer().tool("current_time", "{\"timezone\":\"Atlantis/Capital\"}")
                            .tool("is_past", "{\"moment\":\"2027-12-31T23:59:59-05:00\"}").stop()
                    : Turn.answer().every(pace, tokens(plan("all the same"), random)).stop();
            case WRITES_A_LOT -> Turn.answer().burst(tokens("At length. ".repeat(500) + plan("at length"), random)).stop();
            case IS_BUSY_AT_FIRST -> n == 0
                    ? Turn.rejected(Fault.THROTTLING)
                    : Turn.answer().every(pace, tokens(plan("in the end"), random)).stop();
            case WRITES_NO_PLAN_AT_FIRST -> n == 0
                    ? Turn.answer().every(pace, "I ", "would ", "rather ", "talk.").stop()
                    : Turn.answer().every(pace, tokens(plan("once told"), random)).stop();
            case WRITES_NO_PLAN -> Turn.answer().every(pace, "What ", "plan?").stop();
            case DECLINES -> Turn.answer().text("I can’t ", "help with that.").stop(StopReason.GUARDRAIL_INTERVENED);
            case BREAKS_OFF -> Turn.answer().every(pace, some(plan("not to the end"), random)).resets();
            case ENDS_EARLY -> Turn.answer().every(pace, some(plan("not to the end"), random)).endsEarly();
            case NEVER_ENDS -> Turn.answer().text("Let me think. ").stalls();
        };
    }

    private String plan(String how) {
        return """
                {"prediction_statement":"Errand %d is told %s – naïvely, 100 %% 📈","verification_date":"%sT23:59:59-05:00",\
                "verification_method":{"source":["The script"],"criteria":["True if the script says so"],\
                "steps":["Read the script"]},"initial_status":"pending","assumptions":[]}"""
                .formatted(number, how, LocalDate.now().plusYears(1));
    }

    private static String[] some(String text, Random random) {
        String[] all = tokens(text, random);
        return List.of(all).subList(0, 1 + random.nextInt(all.length - 1)).toArray(String[]::new);
    }

    /** Pieces of a few characters, as models write them. */
    private static String[] tokens(String text, Random random) {
        List<String> tokens = new ArrayList<>();
        for (int from = 0; from < text.length();) {
            int to = text.offsetByCodePoints(from, Math.min(1 + random.nextInt(8), text.codePointCount(from, text.length())));
            tokens.add(text.substring(from, to));
            from = to;
        }
        return tokens.toArray(String[]::new);
    }
}
