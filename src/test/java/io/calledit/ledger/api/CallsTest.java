package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.calledit.ledger.Examples;
import io.calledit.ledger.HashChain;
import io.calledit.ledger.api.Api.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Watched.class)
class CallsTest extends OverHttp {

    @Test
    void aPlanThatIsLoggedIsACallAtItsOwnAddress() {
        Answer answer = api.log(call(PLAN, """
                "confidence":70,"tags":[" Weather ","weather","PARIS"],"prompt":"rain in paris","model":"rules","timezone":"Europe/Paris\""""));

        assertThat(answer.status()).isEqualTo(201);
        JsonNode call = answer.json();
        assertThat(answer.header("location")).endsWith("/api/calls/" + call.get("id").asText());
        assertThat(call.get("number").asInt()).isEqualTo(1);
        assertThat(call.get("of").asInt()).isEqualTo(1);
        assertThat(call.get("statement").asText()).isEqualTo("It rains in Paris on 1 December 2026.");
        assertThat(call.get("due").asText()).isEqualTo("2026-12-01T23:59:59+01:00");
        assertThat(call.get("state").asText()).isEqualTo("open");
        assertThat(call.get("loggedAt").asText()).isEqualTo("2026-11-22T17:18:35.123Z");
        assertThat(call.get("tags")).extracting(JsonNode::asText).containsExactly("weather", "paris");
        assertThat(call.get("prompt").asText()).isEqualTo("rain in paris");
        assertThat(call.get("model").asText()).isEqualTo("rules");
        assertThat(call.get("timezone").asText()).isEqualTo("Europe/Paris");
        assertThat(call.get("plan").toString()).isEqualTo(PLAN.replace("\n", ""));
        assertThat(call.has("outcome")).isFalse();
        assertThat(call.has("verdict")).isFalse();
        assertThat(api.get("/api/calls/" + call.get("id").asText()).json()).isEqualTo(call);
    }

    @Test
    void entriesAreGivenAsTheyWereHashed() {
        ObjectNode entry = (ObjectNode) api.get("/api/calls/" + logged()).json().get("entries").get(0);

        String hash = entry.remove("hash").asText();

        assertThat(HashChain.hash(HashChain.canonical(entry.toString()))).isEqualTo(hash);
    }

    @Test
    void theSameKeyAndContentAgainIsTheSameCall() {
        Answer first = api.log("a key", aCall().replace("a key", "k"));
        assertThat(first.status()).isEqualTo(400);

        Answer made = api.log("key-1", aCall());
        Answer again = api.log("key-1", aCall().replace(",", " ,\n "));

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(made.json());
        assertThat(again.header("location")).isEqualTo(made.header("location"));
        assertThat(head().entries()).isEqualTo(1);
    }

    @Test
    void theSameKeyIsAnsweredEvenOnceTheDateHasCome() {
        api.log("key-1", aCall());
        clock.advance(Duration.ofDays(30));

        Answer again = api.log("key-1", aCall());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("state").asText()).isEqualTo("ready");
    }

    @Test
    void theSameKeyForAnotherCallIsRefusedAndNamesTheFirst() {
        String id = api.log("key-1", aCall()).json().get("id").asText();

        Answer other = api.log("key-1", call(PLAN, "\"confidence\":71"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.type()).isEqualTo("application/problem+json");
        assertThat(other.json().get("type").asText()).isEqualTo("/problems/key-reused");
        assertThat(other.json().get("call").asText()).isEqualTo(id);
        assertThat(head().entries()).isEqualTo(1);
    }

    @Test
    void twoRequestsAtOnceWithOneKeyMakeOneCall() throws Exception {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> api.log("key-1", aCall())));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        assertThat(answers).extracting(answer -> answer.join().json().get("id").asText()).containsOnly(
                answers.get(0).join().json().get("id").asText());
        assertThat(answers).extracting(answer -> answer.join().status()).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(head().entries()).isEqualTo(1);
    }

    @Test
    void whatHappensToACallIsAdded() {
        String id = logged();

        assertThat(api.add(id, "{\"type\":\"confidence\",\"confidence\":60}").json().get("confidence").asInt()).isEqualTo(60);
        assertThat(api.add(id, "{\"type\":\"note\",\"note\":\" Clouds. \"}").status()).isEqualTo(201);
        JsonNode judged = api.add(id, """
                {"type":"verdict","outcome":"came_true","evidence":["https://example.org/rain?a=1|2#x"],"note":"Wet."}""").json();
        assertThat(judged.get("state").asText()).isEqualTo("judged");
        assertThat(judged.get("outcome").asText()).isEqualTo("came_true");
        assertThat(judged.get("verdict").toString()).isEqualTo(
                "{\"entry\":4,\"at\":\"2026-11-22T17:18:35.123Z\",\"outcome\":\"came_true\","
                        + "\"evidence\":[\"https://example.org/rain?a=1|2#x\"],\"note\":\"Wet.\"}");
        JsonNode undone = api.add(id, "{\"type\":\"undo\",\"entry\":4}").json();
        assertThat(undone.get("state").asText()).isEqualTo("open");
        assertThat(undone.has("verdict")).isFalse();
        JsonNode withdrawn = api.add(id, "{\"type\":\"withdrawal\"}").json();

        assertThat(withdrawn.get("state").asText()).isEqualTo("withdrawn");
        assertThat(withdrawn.get("firstConfidence").asInt()).isEqualTo(70);
        assertThat(withdrawn.get("entries")).extracting(entry -> entry.get("type").asText())
                .containsExactly("logged", "confidence", "note", "verdict", "undo", "withdrawal");
        assertThat(withdrawn.get("entries").get(2).get("note").asText()).isEqualTo("Clouds.");
    }

    @Test
    void anEntryThatIsSentAgainIsWrittenOnce() {
        String id = logged();

        assertThat(api.add("key-2", id, "{\"type\":\"note\",\"note\":\"Once\"}").status()).isEqualTo(201);
        assertThat(api.add("key-2", id, "{\"type\":\"note\",\"note\":\"Once\"}").status()).isEqualTo(200);
        assertThat(api.add("key-2", id, "{\"type\":\"note\",\"note\":\"Twice\"}").status()).isEqualTo(422);
        assertThat(api.add("key-2", logged(), "{\"type\":\"note\",\"note\":\"Once\"}").status()).isEqualTo(422);
        assertThat(api.get("/api/calls/" + id).json().get("entries")).hasSize(2);
    }

    @Test
    void whatTheCallDoesNotAllowIsAConflict() {
        String id = logged();
        clock.advance(Duration.ofDays(30));

        Answer late = api.add(id, "{\"type\":\"withdrawal\"}");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.type()).isEqualTo("application/problem+json");
        assertThat(late.json().get("detail").asText()).contains("date has come");
        assertThat(head().entries()).isEqualTo(1);
    }

    @Test
    void callsAreListedPageByPage() {
        for (int i = 1; i <= 5; i++) {
            logged(aCall().replace("1 December 2026.", i + " December 2026.").replace("2026-12-01T", "2026-12-0" + (6 - i) + "T"));
        }

        JsonNode first = api.get("/api/calls?limit=2").json();
        JsonNode second = api.get("/api/calls?limit=2&cursor=" + first.get("next").asText()).json();
        JsonNode third = api.get("/api/calls?limit=2&cursor=" + second.get("next").asText()).json();

        assertThat(first.get("ledger").toString()).isEqualTo("{\"entries\":5,\"calls\":5}");
        assertThat(List.of(first, second, third))
                .flatExtracting(page -> page.get("calls").findValuesAsText("number"))
                .containsExactly("5", "4", "3", "2", "1");
        assertThat(third.has("next")).isFalse();
        assertThat(api.get("/api/calls?sort=due").json().get("calls").get(0).get("number").asInt()).isEqualTo(5);
    }

    @Test
    void callsAreFoundByStateTagAndWords() {
        String paris = logged(call(PLAN, "\"confidence\":70,\"tags\":[\"weather\"]"));
        String zurich = logged(call(PLAN.replace("Paris", "Zürich"), "\"confidence\":70"));
        api.add(paris, "{\"type\":\"verdict\",\"outcome\":\"void\",\"note\":\"Moot\"}");

        assertThat(ids("/api/calls?state=judged")).containsExactly(paris);
        assertThat(ids("/api/calls?state=open")).containsExactly(zurich);
        assertThat(ids("/api/calls?tag=%20Weather")).containsExactly(paris);
        assertThat(ids("/api/calls?q=ZURICH+rains")).containsExactly(zurich);
        assertThat(ids("/api/calls?q=&tag=&state=&unheard=of")).containsExactly(zurich, paris);
        clock.advance(Duration.ofDays(30));
        assertThat(ids("/api/calls?state=ready")).containsExactly(zurich);
    }

    private List<String> ids(String path) {
        return api.get(path).json().get("calls").findValuesAsText("id");
    }

    @Test
    void anotherOwnersCallIsNotThere() {
        String id = logged();
        owner.become(Examples.BEN);

        Answer foreign = api.get("/api/calls/" + id);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(api.get("/api/calls/0000000000000000").body()).isEqualTo(api.get("/api/calls/x").body());
        assertThat(api.add(id, "{\"type\":\"note\",\"note\":\"Mine now\"}").body()).isEqualTo(foreign.body());
        assertThat(api.get("/api/calls").json().get("calls")).isEmpty();
        owner.become(Examples.ANN);
        assertThat(head().entries()).isEqualTo(1);
    }
}
