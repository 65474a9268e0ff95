package io.calledit.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A walk through the REST API, by whatever door it is reached. */
public final class LedgerWalk {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Api api;

    /** A door to it. */
    public interface Api {
        Answer ask(String method, String path, Map<String, String> headers, String body) throws Exception;
    }

    /** What it answered. */
    public record Answer(int status, String body) {}

    public LedgerWalk(Api api) {
        this.api = api;
    }

    /**
     * Logs a drafted plan, and does with it all that can be done.
     *
     * @param complete the frame that the plan came in
     * @param folder where its proof is put
     */
    public void log(JsonNode complete, Path folder) throws Exception {
        ObjectNode call = JSON.createObjectNode().put("confidence", 70).put("runId", complete.get("runId").asText());
        ObjectNode plan = complete.get("content").deepCopy();
        // What the product lets a person judge is past its date; it need not be the model's.
        call.set("plan", plan.put("verification_date", OffsetDateTime.now(ZoneOffset.UTC).plusYears(1).withNano(0).toString()));
        call.putArray("tags").add("weather");
        String id = post("/api/calls", "application/json", call.toString(), 201).get("id").asText();
        String entries = "/api/calls/" + id + "/entries";
        post(entries, "application/json", "{\"type\":\"note\",\"note\":\"Clouds.\"}", 201);
        post(entries, "application/json", "{\"type\":\"confidence\",\"confidence\":80}", 201);
        post(entries, "application/json", "{\"type\":\"withdrawal\"}", 201);
        post(entries, "application/json", "{\"type\":\"withdrawal\"}", 409);
        get("/api/calls/" + id, 200);
        get("/api/calls?size=1&q=rain", 200);
        get("/api/calls/" + id + "/transcript", 200);
        get("/api/calls/none", 404);
        post("/api/calls", "application/json", "{\"plan\":{}}", 400);
        post("/api/calls", "text/plain", "?", 415);
        post("/api/calls.csv", "text/csv", get("/api/calls.csv", 200), 200);
        post("/api/calls.csv", "text/csv",
                "statement,due,confidence,source,criteria,steps\nIt hails,2031-01-01T00:00:00Z,60,Météo-France,True if it hails,Look\n",
                200);
        post("/api/calls.csv", "text/csv", "nothing,known\n1,2\n", 422);
        Files.writeString(folder.resolve("proof.json"), get("/api/ledger/proof", 200));
    }

    private String get(String path, int status) throws Exception {
        return ask("GET", path, Map.of(), "", status);
    }

    private JsonNode post(String path, String type, String body, int status) throws Exception {
        return JSON.readTree(ask("POST", path, Map.of("Content-Type", type, "Idempotency-Key", UUID.randomUUID().toString()), body, status));
    }

    private String ask(String method, String path, Map<String, String> headers, String body, int status) throws Exception {
        Answer answer = api.ask(method, path, headers, body);
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(status);
        return answer.body();
    }
}
