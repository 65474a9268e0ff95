package io.calledit.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.calledit.ledger.Head;
import io.calledit.ledger.api.Api.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Whatever is wrong is named, and nothing is stored. */
@QuarkusTest
@TestProfile(Watched.class)
class BadRequestTest extends OverHttp {

    private static final String KEY = "a-key";

    private String id;
    private Head before;

    @BeforeEach
    void logOne() {
        id = logged();
        before = head();
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(head()).isEqualTo(before);
    }

    static Stream<Arguments> badCalls() {
        return Stream.of(
                Arguments.of("", "body"),
                Arguments.of("{", "body"),
                Arguments.of("{}{}", "body"),
                Arguments.of("{} x", "body"),
                Arguments.of("[]", "body"),
                Arguments.of("null", "body"),
                Arguments.of("\"text\"", "body"),
                Arguments.of("{'plan':1}", "body"),
                Arguments.of("{\"plan\":NaN}", "body"),
                Arguments.of("\uFEFF{}", "body"),
                Arguments.of("[".repeat(5_000), "body"),
                Arguments.of("{\"plan\":" + "{\"a\":".repeat(5_000), "body"),
                Arguments.of("{\"confidence\":" + "9".repeat(5_000) + "}", "body"),
                Arguments.of("{}", "plan"),
                Arguments.of("{\"plan\":[],\"confidence\":70}", "plan"),
                Arguments.of("{\"plan\":null,\"confidence\":70}", "plan"),
                Arguments.of("{\"plan\":\"rain\",\"confidence\":70}", "plan"),
                Arguments.of("{\"plan\":{},\"confidence\":70}", "plan.prediction_statement"),
                Arguments.of(call(PLAN, "\"confidence\":\"70\""), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":70.5"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":70.0"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":1e400"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":18446744073709551686"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":4294967366"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":0"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":100"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":true"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":null"), "confidence"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"confidence\":71"), "confidence"),
                Arguments.of(call(PLAN.replace("\"source\":", "\"source\":[],\"source\":"), "\"confidence\":70"),
                        "plan.verification_method.source"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"confidense\":71"), "confidense"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"\\ud800\":71"), "?"),
                Arguments.of(call(PLAN.replace("\"steps\"", "\"extra\":1,\"steps\""), "\"confidence\":70"),
                        "plan.verification_method.extra"),
                Arguments.of(call(PLAN.replace("[\"Look\"]", "\"Look\""), "\"confidence\":70"), "plan.verification_method.steps"),
                Arguments.of(call(PLAN.replace("2026-12-01T", "2025-12-01T"), "\"confidence\":70"), "plan.verification_date"),
                Arguments.of(call(PLAN.replace("2026-12-01T", "2026-13-01T"), "\"confidence\":70"), "plan.verification_date"),
                Arguments.of(call(PLAN.replace("23:59:59+01:00", "23:59:59"), "\"confidence\":70"), "plan.verification_date"),
                Arguments.of(call(PLAN.replace("pending", "done"), "\"confidence\":70"), "plan.initial_status"),
                Arguments.of(call(PLAN.replace("Look", "\\u0000"), "\"confidence\":70"), "plan.verification_method.steps"),
                Arguments.of(call(PLAN.replace("Look", "\\ud83d"), "\"confidence\":70"), "plan.verification_method.steps"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"tags\":\"rain\""), "tags"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"tags\":[\"a\",\"b\",7]"), "tags[2]"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"tags\":[\"a\",\"b,c\"]"), "tags[1]"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"tags\":[\"" + "a".repeat(41) + "\"]"), "tags[0]"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"tags\":[\"a\\tb\"]"), "tags[0]"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"tags\":[1,2,3,4,5,6,7,8,9,10,11]".replaceAll("(\\d+)(?=[,\\]])", "\"$1\"")
                        .replace("\"70\"", "70")), "tags"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"prompt\":\"" + "😀".repeat(2_001) + "\""), "prompt"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"prompt\":\" \""), "prompt"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"model\":{}"), "model"),
                Arguments.of(call(PLAN, "\"confidence\":70,\"timezone\":\"Mars/Olympus\""), "timezone"),
                Arguments.of(call(PLAN.replace("\"Look\"", ("\"" + "é".repeat(4_000) + "\",").repeat(15) + "\"Look\""), "\"confidence\":70"), "plan"));
    }

    @ParameterizedTest
    @MethodSource("badCalls")
    void aCallThatIsWrongNamesItsField(String body, String field) {
        Answer answer = api.log(KEY, body);

        assertInvalid(answer, field);
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        Answer answer = api.log(KEY, call(PLAN.replace("2026-12-01T", "2025-12-01T"),
                "\"confidence\":\"70\",\"tags\":[\"a,b\",\"\"],\"timezone\":\"X\",\"more\":1"));

        assertThat(answer.wrongFields())
                .containsExactly("plan.verification_date", "confidence", "tags[0]", "tags[1]", "timezone", "more");
        assertThat(answer.json().get("detail").asText()).isEqualTo(
                "plan.verification_date is not in the future. confidence is not a whole number. tags[0] has a comma in it. And 3 more.");
    }

    static Stream<Arguments> badEntries() {
        return Stream.of(
                Arguments.of("{}", "type"),
                Arguments.of("{\"type\":7}", "type"),
                Arguments.of("{\"type\":\"logged\"}", "type"),
                Arguments.of("{\"type\":\"Note\",\"note\":\"x\"}", "type"),
                Arguments.of("{\"type\":\"note\"}", "note"),
                Arguments.of("{\"type\":\"note\",\"note\":\"\"}", "note"),
                Arguments.of("{\"type\":\"note\",\"note\":[\"x\"]}", "note"),
                Arguments.of("{\"type\":\"note\",\"note\":\"" + "x".repeat(10_001) + "\"}", "note"),
                Arguments.of("{\"type\":\"note\",\"note\":\"a\\u0007\"}", "note"),
                Arguments.of("{\"type\":\"note\",\"note\":\"x\",\"confidence\":60}", "confidence"),
                Arguments.of("{\"type\":\"confidence\"}", "confidence"),
                Arguments.of("{\"type\":\"confidence\",\"confidence\":\"60\"}", "confidence"),
                Arguments.of("{\"type\":\"verdict\",\"note\":\"x\"}", "outcome"),
                Arguments.of("{\"type\":\"verdict\",\"outcome\":\"maybe\",\"note\":\"x\"}", "outcome"),
                Arguments.of("{\"type\":\"verdict\",\"outcome\":\"came_true\"}", "evidence"),
                Arguments.of("{\"type\":\"verdict\",\"outcome\":\"came_true\",\"evidence\":\"https://a.example\"}", "evidence"),
                Arguments.of(verdictOn("https://a.example", "javascript:alert(1)"), "evidence[1]"),
                Arguments.of(verdictOn("https://"), "evidence[0]"),
                Arguments.of(verdictOn("https:///path"), "evidence[0]"),
                Arguments.of(verdictOn("https://me:secret@a.example"), "evidence[0]"),
                Arguments.of(verdictOn("https://a.example/a b"), "evidence[0]"),
                Arguments.of(verdictOn("ftp://a.example"), "evidence[0]"),
                Arguments.of(verdictOn("a.example"), "evidence[0]"),
                Arguments.of(verdictOn("https://a.example/" + "x".repeat(2_000)), "evidence[0]"),
                Arguments.of(verdictOn(Stream.generate(() -> "https://a.example").limit(21).toArray(String[]::new)), "evidence"),
                Arguments.of("{\"type\":\"undo\"}", "entry"),
                Arguments.of("{\"type\":\"undo\",\"entry\":0}", "entry"),
                Arguments.of("{\"type\":\"undo\",\"entry\":1.5}", "entry"),
                Arguments.of("{\"type\":\"undo\",\"entry\":99999999999999999999}", "entry"),
                Arguments.of("{\"type\":\"withdrawal\",\"note\":7}", "note"));
    }

    private static String verdictOn(String... evidence) {
        return "{\"type\":\"verdict\",\"outcome\":\"came_true\",\"evidence\":[\"" + String.join("\",\"", evidence) + "\"]}";
    }

    @ParameterizedTest
    @MethodSource("badEntries")
    void anEntryThatIsWrongNamesItsField(String body, String field) {
        assertInvalid(api.add(KEY, id, body), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "state=done", "state=OPEN", "sort=oldest", "limit=0", "limit=101", "limit=x", "limit=1.5", "limit=-1", "limit=9999999999999",
        "cursor=x", "cursor=%FF%FE", "cursor=MSBuZXdlc3Q", "tag=a,b", "q=1+2+3+4+5+6+7+8+9", "q=%00"
    })
    void aListThatIsAskedForWronglyNamesItsParameter(String query) {
        assertInvalid(api.get("/api/calls?" + query), query.substring(0, query.indexOf('=')));
    }

    @Test
    void aCursorOfAnotherOrderIsNamed() {
        logged();
        before = head();
        String newest = api.get("/api/calls?limit=1").json().get("next").asText();

        assertInvalid(api.get("/api/calls?limit=1&sort=due&cursor=" + newest), "cursor");
        assertInvalid(api.get("/api/calls?q=" + "x".repeat(201)), "q");
        assertInvalid(api.get("/api/calls?tag=" + "x".repeat(41)), "tag");
    }

    @Test
    void aKeyIsNeededAndHasToBeOne() {
        for (String key : new String[] {null, "", "two words", "x".repeat(101)}) {
            assertInvalid(api.log(key, aCall()), "Idempotency-Key");
            assertInvalid(api.add(key, id, "{\"type\":\"note\",\"note\":\"x\"}"), "Idempotency-Key");
        }
    }

    @Test
    void textThatIsNotUtf8IsNamed() {
        byte[] body = aCall().replace("Look", "L\u00F6\u00F6k").getBytes(StandardCharsets.ISO_8859_1);

        assertInvalid(api.post("/api/calls", KEY, Api.JSON, BodyPublishers.ofByteArray(body)), "body");
        assertInvalid(api.post("/api/calls", KEY, Api.JSON, BodyPublishers.ofByteArray(aCall().getBytes(StandardCharsets.UTF_16))), "body");
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", null, "nonsense"}) {
            assertProblem(api.post("/api/calls", KEY, type, BodyPublishers.ofString(aCall())), 415);
            assertProblem(api.post("/api/calls.csv", null, type, BodyPublishers.ofString("statement")), 415);
        }
        assertProblem(api.post("/api/calls.csv", null, Api.JSON, BodyPublishers.ofString("{}")), 415);
    }

    @Test
    void anAnswerOfAnotherTypeCanNotBeHad() {
        for (String path : new String[] {"/api/calls", "/api/calls/" + id, "/api/ledger/proof", "/api/calls.csv"}) {
            assertProblem(api.send(api.request(path).header("Accept", "text/html").GET()), 406);
        }
    }

    @Test
    void aWrongMethodIsRefused() {
        for (String path : new String[] {"/api/calls", "/api/calls/" + id, "/api/ledger/proof", "/api/calls.csv"}) {
            assertProblem(api.send(api.request(path).DELETE()), 405);
            assertProblem(api.send(api.request(path).PUT(BodyPublishers.ofString("{}"))), 405);
        }
        assertProblem(api.get("/api/calls/" + id + "/entries"), 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/unknown", "/api/calls/x/unknown", "/api/calls.json", "/api/ledger", "/api/calls/a/b/c"})
    void anUnknownAddressIsAProblemNotAPage(String path) {
        assertProblem(api.get(path), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0000000000000000", "K3V9Q2M7X0D4T8WZ", "..%2f..%2fetc", "%00", "0000000000000000%0a", "%zz", "💥"})
    void anUnknownCallIsNotThere(String unknown) throws Exception {
        String encoded = unknown.replace("💥", "%F0%9F%92%A5");
        String answer = RawHttp.answer(address, "GET /api/calls/" + encoded + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
        assertThat(answer).doesNotContain("Exception", "java.");
    }

    private static void assertInvalid(Answer answer, String field) {
        assertProblem(answer, 400);
        assertThat(answer.wrongFields()).as(answer.body()).contains(field);
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).as(answer.body()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception", "com.fasterxml", "io.calledit", "\tat ");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }
}
