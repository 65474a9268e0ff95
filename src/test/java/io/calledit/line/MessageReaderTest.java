package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

class MessageReaderTest {

    private final MessageReader reader = new MessageReader(new ObjectMapper(), LineConfigFixture.with());

    @Test
    void goldenMessagesAreReadAsWhatTheyMean() {
        assertThat(reader.read(GoldenMessages.read("client-makecall")))
                .isEqualTo(new ClientMessage.MakeCall(
                        "Bitcoin will reach $100,000 by the end of 2027", ZoneId.of("UTC"), Optional.empty()));
        assertThat(reader.read(GoldenMessages.read("client-makecall-full")))
                .isEqualTo(new ClientMessage.MakeCall(
                        "It rains in Paris tomorrow",
                        ZoneId.of("Europe/Paris"),
                        Optional.of(UUID.fromString("0d8f1d52-3b57-4c7e-9a53-6d1c6b0d3a77"))));
        assertThat(reader.read(GoldenMessages.read("client-stop"))).isEqualTo(new ClientMessage.Stop(GoldenMessages.RUN));
        assertThat(reader.read(GoldenMessages.read("client-resume")))
                .isEqualTo(new ClientMessage.Resume(GoldenMessages.RUN, 41));
        assertThat(reader.read(GoldenMessages.read("client-ping"))).isEqualTo(new ClientMessage.Ping());
    }

    @Test
    void unknownFieldsAreIgnoredAndThePredictionIsTrimmed() {
        ClientMessage read = reader.read("{\"action\":\"makecall\",\"prompt\":\"  rain \\n\",\"colour\":[{\"x\":1}]}");

        assertThat(((ClientMessage.MakeCall) read).prompt()).isEqualTo("rain");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "hello", "{", "{\"action\":\"ping\"} {}", "{\"action\":\"ping\",\"action\":\"stop\"}", "[]", "null", "5",
        "\"ping\"", "{}", "{\"action\":null}", "{\"action\":7}", "{\"action\":[\"ping\"]}",
        "{\"action\":\"makecall\",\"prompt\":7}", "{\"action\":\"makecall\",\"prompt\":{\"text\":\"rain\"}}",
        "{\"action\":\"makecall\",\"prompt\":\"rain\",\"timezone\":\"Mars/Olympus\"}",
        "{\"action\":\"makecall\",\"prompt\":\"rain\",\"timezone\":3}",
        "{\"action\":\"makecall\",\"prompt\":\"rain\",\"timezone\":\"+05:30:15\"}",
        "{\"action\":\"makecall\",\"prompt\":\"rain\",\"requestId\":\"1\"}",
        "{\"action\":\"makecall\",\"prompt\":\"rain\",\"requestId\":\"1-1-1-1-1\"}",
        "{\"action\":\"makecall\",\"prompt\":\"ra\\u0000in\"}", "{\"action\":\"makecall\",\"prompt\":\"ra\\ud800in\"}",
        "{\"action\":\"stop\"}", "{\"action\":\"stop\",\"runId\":\"abc\"}", "{\"action\":\"stop\",\"runId\":1}",
        "{\"action\":\"resume\",\"runId\":\"5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10\"}",
        "{\"action\":\"resume\",\"runId\":\"5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10\",\"afterSeq\":-1}",
        "{\"action\":\"resume\",\"runId\":\"5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10\",\"afterSeq\":1.5}",
        "{\"action\":\"resume\",\"runId\":\"5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10\",\"afterSeq\":\"4\"}",
    })
    void aMessageThatMakesNoSenseIsABadMessage(String text) {
        refuses(ErrorCode.BAD_MESSAGE, text);
    }

    @Test
    void deepNestingIsABadMessage() {
        refuses(ErrorCode.BAD_MESSAGE, "[".repeat(8_000));
        refuses(ErrorCode.BAD_MESSAGE, "{\"action\":\"ping\",\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
    }

    @Test
    void anActionThatIsNotThereIsNamedAndCutShort() {
        assertThatThrownBy(() -> reader.read("{\"action\":\"" + "guess".repeat(100) + "\"}"))
                .hasMessageContaining("guessguess")
                .hasMessageContaining("…")
                .extracting(e -> ((RefusedException) e).problem().code())
                .isEqualTo(ErrorCode.UNKNOWN_ACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"prompt\":null", ",\"prompt\":\"\"", ",\"prompt\":\" \\n\\t\\u2003 \"",
        ",\"prompt\":\"\\u00a0\\u200b\\u2060\"", ",\"prompt\":\"?! …\""})
    void aCallWithoutAPredictionHasNoPrompt(String prompt) {
        refuses(ErrorCode.NO_PROMPT, "{\"action\":\"makecall\"" + prompt + "}");
    }

    @Test
    void aPredictionInAnyScriptOrInSymbolsIsOne() {
        for (String prompt : new String[] {"雨", "1", "📈", "€", "مطر"}) {
            assertThat(reader.read(call(prompt))).isInstanceOf(ClientMessage.MakeCall.class);
        }
    }

    @Test
    void aPredictionIsMeasuredInCharactersAsPeopleCountThem() {
        assertThat(reader.read(call("🎲".repeat(2_000)))).isInstanceOf(ClientMessage.MakeCall.class);
        refuses(ErrorCode.PROMPT_TOO_LONG, call("🎲".repeat(2_001)));
        refuses(ErrorCode.PROMPT_TOO_LONG, call("x".repeat(2_001)));
        assertThat(reader.read(call(" " + "x".repeat(2_000) + " "))).isInstanceOf(ClientMessage.MakeCall.class);
    }

    @Test
    void aMessageIsMeasuredInBytes() {
        String frame = call("");
        int room = 16_384 - frame.length();

        refuses(ErrorCode.PROMPT_TOO_LONG, call("x".repeat(room)));
        refuses(ErrorCode.BAD_MESSAGE, call("x".repeat(room + 1)));
        refuses(ErrorCode.BAD_MESSAGE, call("🎲".repeat(10_000)));
    }

    private static String call(String prompt) {
        return "{\"action\":\"makecall\",\"prompt\":\"" + prompt + "\"}";
    }

    private void refuses(ErrorCode code, String text) {
        assertThatThrownBy(() -> reader.read(text))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(code);
                    assertThat(refused.problem().message()).isNotBlank();
                });
    }
}
