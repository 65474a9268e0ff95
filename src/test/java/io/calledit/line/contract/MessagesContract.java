package io.calledit.line.contract;

import static io.calledit.bedrock.Turn.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.calledit.bedrock.Gate;
import io.calledit.line.ModelPlans;
import io.calledit.line.WireClient;

/** A message that can't be carried out gets an error of its own, reaches no model, and leaves the socket usable. */
interface MessagesContract extends Door {

    String RUN_ID = "5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10";

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.calledit.line.contract.MessagesContract#messages")
    default void isRefusedInWordsAndTheSocketLivesOn(String what, String message, String code) throws Exception {
        client().send(message);

        assertRefused(client().answer(), code);
        client().pingPong();
        assertThat(model().exchanges()).isEmpty();
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments("empty", "", "bad_message"),
                arguments("white space", " \n", "bad_message"),
                arguments("not JSON", "Bitcoin doubles", "bad_message"),
                arguments("half JSON", "{\"action\":\"makecall\",\"prompt\":\"Bit", "bad_message"),
                arguments("more than JSON", "{\"action\":\"ping\"} and more", "bad_message"),
                arguments("two messages in one", "{\"action\":\"ping\"}{\"action\":\"ping\"}", "bad_message"),
                arguments("an array", "[{\"action\":\"ping\"}]", "bad_message"),
                arguments("a string", "\"ping\"", "bad_message"),
                arguments("a number", "7", "bad_message"),
                arguments("null", "null", "bad_message"),
                arguments("no action", "{}", "bad_message"),
                arguments("null as action", "{\"action\":null}", "bad_message"),
                arguments("an action that is a number", "{\"action\":1}", "bad_message"),
                arguments("an unknown action", "{\"action\":\"guess\"}", "unknown_action"),
                arguments("an empty action", "{\"action\":\"\"}", "unknown_action"),
                arguments("an action in capitals", "{\"action\":\"MAKECALL\",\"prompt\":\"x\"}", "unknown_action"),
                arguments("a page as action", "{\"action\":\"<script>alert(1)</script>\"}", "unknown_action"),
                arguments("no prompt", "{\"action\":\"makecall\"}", "no_prompt"),
                arguments("null as prompt", "{\"action\":\"makecall\",\"prompt\":null}", "no_prompt"),
                arguments("an empty prompt", makeCall(""), "no_prompt"),
                arguments("a blank prompt", makeCall(" \t\r\n\u2003 "), "no_prompt"),
                arguments("a prompt one character too long", makeCall("x".repeat(2_001)), "prompt_too_long"),
                arguments("a prompt one emoji too long", makeCall("📈".repeat(2_001)), "prompt_too_long"),
                arguments("a number as prompt", "{\"action\":\"makecall\",\"prompt\":5}", "bad_message"),
                arguments("an object as prompt", "{\"action\":\"makecall\",\"prompt\":{\"a\":1}}", "bad_message"),
                arguments("an array as prompt", "{\"action\":\"makecall\",\"prompt\":[\"Bitcoin\"]}", "bad_message"),
                arguments("true as prompt", "{\"action\":\"makecall\",\"prompt\":true}", "bad_message"),
                arguments("a time zone of nowhere", withZone("\"Mars/Olympus\""), "bad_message"),
                arguments("a number as time zone", withZone("5"), "bad_message"),
                arguments("an empty time zone", withZone("\"\""), "bad_message"),
                arguments("a time zone with a path", withZone("\"../../etc/passwd\""), "bad_message"),
                arguments("a request id that is no UUID",
                        "{\"action\":\"makecall\",\"prompt\":\"Bitcoin\",\"requestId\":\"7\"}", "bad_message"),
                arguments("stop without a run", "{\"action\":\"stop\"}", "bad_message"),
                arguments("stop with a number", "{\"action\":\"stop\",\"runId\":7}", "bad_message"),
                arguments("stop of a run that isn't there",
                        "{\"action\":\"stop\",\"runId\":\"" + RUN_ID + "\"}", "unknown_run"),
                arguments("resume of a run that isn't there",
                        "{\"action\":\"resume\",\"runId\":\"" + RUN_ID + "\",\"afterSeq\":0}", "unknown_run"),
                arguments("resume without a place",
                        "{\"action\":\"resume\",\"runId\":\"" + RUN_ID + "\"}", "bad_message"),
                arguments("resume before the start",
                        "{\"action\":\"resume\",\"runId\":\"" + RUN_ID + "\",\"afterSeq\":-1}", "bad_message"),
                arguments("resume between two frames",
                        "{\"action\":\"resume\",\"runId\":\"" + RUN_ID + "\",\"afterSeq\":1.5}", "bad_message"),
                arguments("a NUL in the prompt", "{\"action\":\"makecall\",\"prompt\":\"Bit\\u0000coin\"}", "bad_message"),
                arguments("a bare NUL", "{\"action\":\"makecall\",\"prompt\":\"Bit\u0000coin\"}", "bad_message"),
                arguments("a NUL for a message", "\u0000", "bad_message"),
                arguments("half an emoji", "{\"action\":\"makecall\",\"prompt\":\"Bitcoin \\ud83d\"}", "bad_message"),
                arguments("the other half of an emoji", "{\"action\":\"makecall\",\"prompt\":\"\\udcc8 Bitcoin\"}", "bad_message"),
                arguments("a field twice", "{\"action\":\"ping\",\"action\":\"makecall\",\"prompt\":\"Bitcoin\"}", "bad_message"),
                arguments("the prompt twice",
                        "{\"action\":\"makecall\",\"prompt\":\"Bitcoin\",\"prompt\":\"Gold\"}", "bad_message"),
                arguments("nested 4,000 deep", "{\"action\":\"ping\",\"x\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}", "bad_message"),
                arguments("nested 3,000 deep and never closed", "{\"a\":".repeat(3_000), "bad_message"),
                arguments("a number with 2,000 digits as prompt",
                        "{\"action\":\"makecall\",\"prompt\":" + "9".repeat(2_000) + "}", "bad_message"),
                arguments("10,000 emoji", makeCall("📈".repeat(10_000)), "bad_message"),
                arguments("one byte more than 16 KiB", ofSize(16 * 1024 + 1), "bad_message"),
                arguments("100 KiB", ofSize(100 * 1024), "bad_message"));
    }

    @Test
    default void aBadMessageLeavesTheRunsOfTheSocketAlone() throws Exception {
        var gate = new Gate();
        model().next(answer().text("{").gate(gate).text(ModelPlans.about("Undisturbed").substring(1)).stop());
        var run = client().makeCall("Bitcoin doubles");

        client().send("nonsense");
        assertRefused(client().answer(), "bad_message");
        gate.open();

        assertThat(run.end().get("type").asText()).isEqualTo("complete");
    }

    @Test
    default void everythingThatIsJustWithinItsLimitIsAccepted() throws Exception {
        for (var message : new String[] {
            makeCall("📈".repeat(2_000)),
            makeCall("  " + "x".repeat(2_000) + "\n"),
            makeCall("two\nlines\tand a tab, العربية, 中文, 👩‍👩‍👧‍👦"),
            "{\"action\":\"makecall\",\"prompt\":\"Bitcoin\",\"unknown\":{\"field\":[1,2]},\"timezone\":null}"
        }) {
            model().next(answer().text(ModelPlans.about("Accepted")).stop());
            assertThat(client().call(message).end().get("type").asText()).isEqualTo("complete");
        }
        client().send(ofSize(16 * 1024));
        assertThat(client().answer().get("type").asText()).isEqualTo("pong");
    }

    static void assertRefused(JsonNode error, String code) {
        assertThat(error.fieldNames()).toIterable().as("%s", error)
                .containsExactlyInAnyOrder("type", "message", "code", "retryable");
        assertThat(error.get("type").asText()).isEqualTo("error");
        assertThat(error.get("code").asText()).as("%s", error).isEqualTo(code);
        assertThat(error.get("retryable").asBoolean()).isFalse();
        assertThat(error.get("message").asText()).isNotBlank()
                .doesNotContainPattern("(?i)exception|jackson|java\\.|at \\[source|null|\u0000");
    }

    private static String makeCall(String prompt) {
        return WireClient.makeCallMessage(prompt);
    }

    private static String withZone(String json) {
        return "{\"action\":\"makecall\",\"prompt\":\"Bitcoin doubles\",\"timezone\":" + json + "}";
    }

    static String ofSize(int bytes) {
        var frame = "{\"action\":\"ping\",\"padding\":\"\"}";
        return frame.replace("\"\"", "\"" + "x".repeat(bytes - frame.length()) + "\"");
    }
}
