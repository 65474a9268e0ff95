package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.calledit.ledger.Examples;
import io.calledit.ledger.HashChain;
import io.calledit.ledger.api.Api.Answer;
import io.calledit.planning.Transcripts.Found;
import io.calledit.prediction.Transcript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Watched.class)
class TranscriptTest extends OverHttp {

    private static final String RUN = "5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10";
    private static final String FROM_RUN = call(PLAN, "\"confidence\":70,\"runId\":\"" + RUN + "\"");

    @Inject
    KnownDrafts drafts;

    @BeforeEach
    void forgetDrafts() {
        drafts.forgetAll();
        drafts.put(Examples.ANN, RUN, new Found.Ended(Examples.transcript("{\"prediction_", "statement\":\"Zürich\"}")));
    }

    private static String transcriptOf(JsonNode call) {
        return "/api/calls/" + call.get("id").asText() + "/transcript";
    }

    private void loggedWithout(String body, String missing, String words) {
        Answer logged = api.log(body);
        assertThat(logged.status()).isEqualTo(201);
        assertThat(logged.json().get("transcript").toString()).isEqualTo("{\"missing\":\"" + missing + "\"}");
        assertThat(logged.json().get("entries").get(0).get("transcript")).isEqualTo(logged.json().get("transcript"));

        Answer none = api.get(transcriptOf(logged.json()));
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.type()).isEqualTo("application/problem+json");
        assertThat(none.json().get("detail").asText()).isEqualTo("There is no transcript of this call. " + words);
    }

    @Test
    void theTranscriptOfTheDraftIsGivenOutAsItWasHashed() {
        JsonNode call = api.log(FROM_RUN).json();

        Answer transcript = api.get(transcriptOf(call));

        assertThat(transcript.status()).isEqualTo(200);
        assertThat(transcript.type()).startsWith("application/json");
        assertThat(HashChain.hash(transcript.body())).isEqualTo(call.get("transcript").get("hash").asText());
        assertThat(transcript.header("etag")).isEqualTo("\"" + HashChain.hash(transcript.body()) + "\"");
        assertThat(call.get("entries").get(0).get("transcript")).isEqualTo(call.get("transcript"));
        assertThat(call.get("entries").get(0).get("v").asInt()).isEqualTo(2);
        assertThat(transcript.json().get("prompt").asText()).isEqualTo("it rains tomorrow");
        assertThat(transcript.json().get("steps").findValuesAsText("content"))
                .containsExactly("{\"prediction_", "statement\":\"Zürich\"}");
    }

    @Test
    void whoHasItAlreadyNeedNotBeGivenItAgain() {
        String path = transcriptOf(api.log(FROM_RUN).json());
        String tag = api.get(path).header("etag");

        Answer again = api.send(api.request(path).header("If-None-Match", tag).GET());
        Answer other = api.send(api.request(path).header("If-None-Match", "\"other\"").GET());

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void aDraftThatIsNotKnownCostsNobodyACall() {
        String words = "When the call was logged, its draft wasn’t known here any more.";
        loggedWithout(FROM_RUN.replace(RUN, UUID.randomUUID().toString()), "unknown_run", words);
        loggedWithout(FROM_RUN.replace(RUN, "no run’s id"), "unknown_run", words);
    }

    @Test
    void anotherPersonsDraftIsNotKnown() {
        owner.become(Examples.BEN);
        loggedWithout(FROM_RUN, "unknown_run", "When the call was logged, its draft wasn’t known here any more.");
    }

    @Test
    void aDraftThatIsStillGoingOnIsNotKept() {
        drafts.put(Examples.ANN, RUN, new Found.UnderWay());
        loggedWithout(FROM_RUN, "under_way", "When the call was logged, its draft was still going on.");
    }

    @Test
    void aDraftThatIsTooLongIsNotKept() {
        drafts.put(Examples.ANN, RUN, new Found.Ended(Examples.transcript("a".repeat(3_000_000))));
        loggedWithout(FROM_RUN, "too_long", "It was too long to be kept.");
    }

    /** Somebody stopped the planner and went on by hand. */
    @Test
    void aDraftThatWasStoppedIsKeptToo() {
        Transcript.Step wrote = new Transcript.Step.Text(80, "{\"prediction_st");
        drafts.put(Examples.ANN, RUN, new Found.Ended(new Transcript(
                RUN, "rain", "UTC", Instant.EPOCH, 900, new Transcript.Ending.Stopped(), List.of(wrote))));

        JsonNode transcript = api.get(transcriptOf(api.log(FROM_RUN).json())).json();

        assertThat(transcript.get("outcome").asText()).isEqualTo("stopped");
        assertThat(transcript.has("plan")).isFalse();
        assertThat(transcript.get("steps").toString()).isEqualTo("[{\"at\":80,\"content\":\"{\\\"prediction_st\",\"type\":\"text\"}]");
    }

    @Test
    void aCallThatWasNotDraftedHereHasNone() {
        JsonNode call = api.log(aCall()).json();

        assertThat(call.has("transcript")).isFalse();
        assertThat(call.get("entries").get(0).get("v").asInt()).isEqualTo(1);
        assertThat(api.get(transcriptOf(call)).json().get("detail").asText())
                .isEqualTo("There is no transcript of this call. Its plan wasn’t drafted here.");
    }

    @Test
    void theSameKeyAgainKeepsTheFirstTranscript() {
        JsonNode made = api.log("key-1", FROM_RUN).json();
        drafts.forgetAll();

        Answer again = api.log("key-1", FROM_RUN);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(made);
        assertThat(api.get(transcriptOf(made)).status()).isEqualTo(200);
    }

    @Test
    void nobodyElseSeesIt() {
        String path = transcriptOf(api.log(FROM_RUN).json());
        owner.become(Examples.BEN);

        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(api.get(path).json().get("detail").asText()).isEqualTo("There is no such call.");
        assertThat(api.get("/api/calls/nonsense/transcript").status()).isEqualTo(404);
    }

    @Test
    void whatIsNoTextIsNoDraftsName() {
        assertThat(api.log(FROM_RUN.replace("\"" + RUN + "\"", "7")).wrongFields()).containsExactly("runId");
        assertThat(api.log(FROM_RUN.replace(RUN, "x".repeat(101))).wrongFields()).containsExactly("runId");
        assertThat(head().entries()).isZero();
    }
}
