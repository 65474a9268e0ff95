package io.calledit.gateway.standin;

import static io.calledit.bedrock.Turn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Gate;
import io.calledit.gateway.auth.Issuer;
import io.calledit.ledger.HashChain;
import io.calledit.line.ModelPlans;
import io.calledit.line.WireClient;
import io.calledit.line.WireRun;

/**
 * From a draft to the ledger behind an API Gateway: the packaged function in all its three forms, each in processes of its
 * own, which share nothing but tables. Who asks has a token, which the third of them looks at.
 */
class GatewayLedgerIT {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PREDICTION = "Bitcoin doubles — 比特币 📈";

    private static BedrockEmulator bedrock;
    private static Issuer issuer;
    private static Cloud cloud;

    /** Nobody's ledger is another test's. */
    private final Person ann = new Person("ann-" + UUID.randomUUID());
    private final Person ben = new Person("ben-" + UUID.randomUUID());

    @BeforeAll
    static void start() throws Exception {
        bedrock = BedrockEmulator.start();
        issuer = new Issuer(Instant.now());
        cloud = Cloud.start(bedrock.endpoint(), 2, Map.of("CALLEDIT_LINE_RUNS_PER_MINUTE", "0"));
        cloud.serveRest(2);
        cloud.admitByToken(issuer.name(), Issuer.CLIENT);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
        issuer.close();
        bedrock.close();
    }

    @AfterEach
    void forget() {
        bedrock.reset();
    }

    @Test
    void aDraftIsLoggedAndReadWithItsTranscriptByItsOwnerAlone() throws Exception {
        String plan = ModelPlans.about(PREDICTION);
        bedrock.next(
                answer().text("I look at the clock. ").tool("current_time", "{\"timezone\":\"UTC\"}").stop(),
                answer().text(ModelPlans.tokens(plan)).stop());
        WireRun run;
        JsonNode complete;
        try (WireClient line = ann.connect()) {
            run = line.makeCall(PREDICTION, "Europe/Paris");
            complete = run.end();
        }

        Answer logged = ann.log(newCall(complete.get("content"), run.id()));
        assertThat(logged.status()).as(logged.text()).isEqualTo(201);
        String call = "/api/calls/" + logged.json().get("id").asText();
        assertThat(logged.header("location")).isEqualTo(call);
        Answer transcript = ann.get(call + "/transcript");
        assertThat(transcript.status()).as(transcript.text()).isEqualTo(200);
        assertThat(HashChain.hash(transcript.text())).isEqualTo(logged.json().at("/transcript/hash").asText());
        assertThat(transcript.json().get("prompt").asText()).isEqualTo(PREDICTION);
        assertThat(transcript.json().get("timezone").asText()).isEqualTo("Europe/Paris");
        assertThat(transcript.json().get("plan")).isEqualTo(ModelPlans.json(plan));
        assertThat(transcript.json().get("usage")).isEqualTo(complete.get("usage"));
        assertThat(String.join("", transcript.json().get("steps").findValuesAsText("content"))).isEqualTo(run.text());
        assertThat(transcript.json().get("steps").get(1).get("name").asText()).isEqualTo("current_time");

        for (String address : List.of(call, call + "/transcript")) {
            assertProblem(ben.get(address), 404);
        }
        assertThat(ben.log(newCall(complete.get("content"), run.id())).json().at("/transcript/missing").asText()).isEqualTo("unknown_run");
    }

    @Test
    void aDraftThatIsStillWrittenIsLoggedWithoutItsTranscriptAndSaysSo() throws Exception {
        String plan = ModelPlans.about("Early");
        Gate gate = new Gate();
        bedrock.next(answer().text("{").gate(gate).text(plan.substring(1)).stop());
        try (WireClient line = ann.connect()) {
            WireRun run = line.makeCall("Early");
            run.next();
            run.nextText();

            assertThat(ann.log(newCall(ModelPlans.json(plan), run.id())).json().at("/transcript/missing").asText()).isEqualTo("under_way");
            gate.open();
            run.end();
        }
    }

    @Test
    void aCallIsAddedToJudgedAndUndoneAndEachKeyCountsOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        ObjectNode edited = newCall(ModelPlans.json(ModelPlans.about("Edited by hand")), null).put("confidence", 60);
        JsonNode first = ann.log(edited, key).json();
        Answer again = ann.log(edited, key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("id")).isEqualTo(first.get("id"));
        assertProblem(ann.log(edited.deepCopy().put("confidence", 61), key), 422);

        String entries = "/api/calls/" + first.get("id").asText() + "/entries";
        assertThat(ann.add(entries, "{\"type\":\"confidence\",\"confidence\":80}").status()).isEqualTo(201);
        assertThat(ann.add(entries, "{\"type\":\"note\",\"note\":\"naïve — 注\"}").json().toString()).contains("naïve — 注");
        Answer judged = ann.add(entries, "{\"type\":\"verdict\",\"outcome\":\"came_true\",\"evidence\":[\"https://example.org/\"]}");
        assertThat(judged.json().get("state").asText()).isEqualTo("judged");
        assertProblem(ann.add(entries, "{\"type\":\"confidence\",\"confidence\":70}"), 409);
        assertThat(ann.add(entries, "{\"type\":\"undo\",\"entry\":4}").json().get("state").asText()).isEqualTo("open");
        assertProblem(ben.add(entries, "{\"type\":\"note\",\"note\":\"mine\"}"), 404);

        Answer found = ann.get("/api/calls?q=" + URLEncoder.encode("edited by", StandardCharsets.UTF_8) + "&limit=1");
        assertThat(found.json().get("calls")).hasSize(1);
        assertThat(found.header("cache-control")).isEqualTo("no-store");
        assertThat(ben.get("/api/calls").json().get("calls")).isEmpty();
        assertThat(ann.get("/api/ledger/proof").json().toString()).contains("Edited by hand");
    }

    @Test
    void aTableComesInGoesOutAndComesBackToSomebodyElse() throws Exception {
        assertThat(ann.importCsv(table(40, 100)).json().at("/imported/calls").asInt()).isEqualTo(40);

        Answer exported = ann.get("/api/calls.csv");
        assertThat(exported.header("content-type")).startsWith("text/csv");
        assertThat(exported.header("content-disposition")).contains("calledit-ledger.csv");

        assertThat(ann.importCsv(exported.text()).json().at("/skipped/calls").asInt()).isEqualTo(40);
        assertThat(ben.importCsv(exported.text()).json().at("/imported/calls").asInt()).isEqualTo(40);
        Answer bad = ann.importCsv(table(1, 10) + "Half a line,soon,a,b,c,70,t\n");
        assertProblem(bad, 422);
        assertThat(bad.json().at("/errors/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void aLargeTableComesInAndGoesOutWhereTheClientTakesItCompressed() throws Exception {
        for (int i = 0; i < 2; i++) {
            Answer imported = ann.importCsv(table(600, 6_000));
            assertThat(imported.status()).as(imported.text()).isEqualTo(200);
        }

        Answer whole = ann.send(ann.request("/api/calls.csv").header("Accept-Encoding", "gzip").GET());
        assertThat(whole.status()).as(() -> whole.text()).isEqualTo(200);
        assertThat(whole.header("content-encoding")).isEqualTo("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(whole.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count()).isGreaterThan(1_200);
        }

        Answer plain = ann.get("/api/calls.csv");
        assertProblem(plain, 406);
        assertThat(plain.json().get("detail").asText()).contains("larger than", "gzip");
    }

    /** The gateway's own words: no function hears of it. */
    @Test
    void whatIsMoreThanAGatewayOrAFunctionTakesIsRefusedAndNothingIsImported() throws Exception {
        assertThat(ann.importCsv(table(1_100, 6_000)).status()).isEqualTo(413);
        assertThat(ann.importCsv(table(2_000, 6_000)).status()).isEqualTo(413);
        assertThat(ann.get("/api/calls").json().get("calls")).isEmpty();
    }

    @Test
    void whoHasNoTokenThatCountsComesInByNeitherApi() throws Exception {
        List<Person> strangers = List.of(
                new Person("", null),
                new Person("", "nonsense"),
                new Person("", issuer.forged("ann")),
                new Person("", issuer.token("ann", claims -> claims.setExpirationTimeMinutesInTheFuture(-10))));
        for (Person stranger : strangers) {
            Answer answer = stranger.get("/api/calls");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().get("message").asText()).isEqualTo("Forbidden");
            assertThat(refusal(() -> stranger.connect().close())).isEqualTo(403);
        }
    }

    @Test
    void theTokenMayBeInThePagesCookieAndAPageOfAnotherSiteMayNotUseIt() throws Exception {
        String cookie = "theme=dark; calledit_token=" + issuer.token("cookie-" + UUID.randomUUID());
        HttpRequest.Builder own = ben.requestOfNobody("/api/calls").header("Cookie", cookie).header("Origin", page());
        assertThat(ben.send(own.GET()).status()).isEqualTo(200);

        HttpRequest.Builder foreign = ben.requestOfNobody("/api/calls").header("Cookie", cookie).header("Origin", "https://evil.example");
        assertThat(ben.send(foreign.POST(BodyPublishers.ofString("{}"))).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/nothing,                  application/json, 404",
        "GET,    /api/calls/no-such-call,       application/json, 404",
        "GET,    /api/calls/a%20b%2Fc%25é,      application/json, 404",
        "GET,    /api/calls?limit=nonsense,     application/json, 400",
        "GET,    /api/calls?cursor=%C3%A9%00,   application/json, 400",
        "DELETE, /api/calls,                    application/json, 405",
        "POST,   /api/calls,                    text/plain,       415",
        "POST,   /api/calls,                    application/json, 400",
        "POST,   /api/calls.csv,                application/json, 415"
    })
    void whatCanNotBeDoneIsAnsweredAsByTheService(String method, String address, String type, int status) throws Exception {
        HttpRequest.Builder request = ann.request(address.replace("é", "%C3%A9"))
                .header("Content-Type", type)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, method.equals("POST") ? BodyPublishers.ofString("{\"plan\":7}") : BodyPublishers.noBody());
        assertProblem(ann.send(request), status);
    }

    private static void assertProblem(Answer answer, int status) throws IOException {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("title").asText()).isNotBlank();
        assertThat(answer.json().get("detail").asText()).isNotBlank().doesNotContainPattern("(?i)exception|java\\.");
    }

    private static int refusal(ThrowableAssert.ThrowingCallable connecting) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(connecting);
        assertThat(thrown).cause().isInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) thrown.getCause()).getResponse().statusCode();
    }

    private static ObjectNode newCall(JsonNode plan, String runId) {
        ObjectNode call = WireClient.JSON.createObjectNode().put("prompt", PREDICTION).put("timezone", "Europe/Paris").put("confidence", 70);
        call.set("plan", plan);
        return runId == null ? call : call.put("runId", runId);
    }

    /** Of so many calls, each with so many characters that no two calls have in common. */
    private static String table(int calls, int length) {
        Random random = new Random(calls);
        StringBuilder table = new StringBuilder("statement,due,source,criteria,steps,confidence,tags\n");
        for (int i = 0; i < calls; i++) {
            List<String> steps = new ArrayList<>();
            for (int left = length; left > 0; left -= 500) {
                StringBuilder step = new StringBuilder();
                while (step.length() < Math.min(left, 490)) {
                    step.append(Integer.toString(random.nextInt(2_000), 36)).append(' ');
                }
                steps.add(step.toString().strip());
            }
            table.append("Call ").append(i).append(" of ").append(UUID.randomUUID())
                    .append(",2099-12-31T23:59:59Z,The newspaper,True if it says so,\"").append(String.join("\n", steps)).append("\",70,table\n");
        }
        return table.toString();
    }

    private static String page() {
        return cloud.endpoint().resolve("/").toString().replaceAll("/$", "");
    }

    /** What was answered. */
    private record Answer(int status, HttpResponse<byte[]> raw) {

        byte[] body() {
            return raw.body();
        }

        String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() throws IOException {
            return WireClient.JSON.readTree(text());
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    /** Somebody with a token, or without one. */
    private record Person(String name, String token) {

        Person(String name) {
            this(name, issuer.token(name));
        }

        WireClient connect() {
            return token == null
                    ? WireClient.connectWhereEndsAreJoined(cloud.endpoint())
                    : WireClient.connectWhereEndsAreJoined(cloud.endpoint(), token);
        }

        Answer get(String path) throws Exception {
            return send(request(path).GET());
        }

        Answer log(ObjectNode call) throws Exception {
            return log(call, UUID.randomUUID().toString());
        }

        Answer log(ObjectNode call, String key) throws Exception {
            return post("/api/calls", call.toString(), key);
        }

        Answer add(String entries, String entry) throws Exception {
            return post(entries, entry, UUID.randomUUID().toString());
        }

        private Answer post(String path, String body, String key) throws Exception {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", key)
                    .POST(BodyPublishers.ofString(body)));
        }

        Answer importCsv(String csv) throws Exception {
            return send(request("/api/calls.csv").header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
        }

        HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = requestOfNobody(path);
            return token == null ? request : request.header("Authorization", "Bearer " + token);
        }

        HttpRequest.Builder requestOfNobody(String path) {
            return HttpRequest.newBuilder(URI.create(page() + path)).timeout(PATIENCE);
        }

        Answer send(HttpRequest.Builder request) throws Exception {
            HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer);
        }
    }
}
