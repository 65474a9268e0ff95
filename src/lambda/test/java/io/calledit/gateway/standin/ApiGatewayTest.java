package io.calledit.gateway.standin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.calledit.gateway.standin.lambda.Environment;
import io.calledit.gateway.standin.lambda.Function;
import io.calledit.gateway.standin.lambda.FunctionCode;
import io.calledit.gateway.standin.lambda.FunctionError;
import io.calledit.line.RawClient;
import io.calledit.line.WireClient;

/** The stand-in itself: what it stands in for is documented by AWS, and here is what of that it does. */
class ApiGatewayTest {

    private static final Duration INVOCATION = Duration.ofSeconds(6);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path logs;

    private static ApiGateway gateway;
    private static Function function;

    private final List<WireClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Authorizer authorizer = request -> request.getParam("stranger") != null
                ? CompletableFuture.completedFuture(new Authorizer.Refused(Integer.parseInt(request.getParam("stranger"))))
                : Authorizer.ofTheQuery().ask(request);
        gateway = ApiGateway.start(Limits.OF_AWS, authorizer);
        FunctionCode code = FunctionCode.of(
                ObedientFunction.class, Map.of("CALLEDIT_GATEWAY_ENDPOINT_OVERRIDE", gateway.managementEndpoint()));
        function = new Function(code, 4, INVOCATION, logs);
        function.provision(2);
        gateway.integrate(function);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        function.close();
    }

    @AfterEach
    void leave() {
        clients.forEach(WireClient::vanish);
        gateway.management().reset();
    }

    @Test
    void aMessageBecomesTheDocumentedEvent() throws Exception {
        JsonNode event = ask(connect("?person=ann"), "{\"action\":\"ping\",\"what\":\"é “\"}").get("event");

        assertThat(event.get("body").asText()).isEqualTo("{\"action\":\"ping\",\"what\":\"é “\"}");
        assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
        JsonNode context = event.get("requestContext");
        assertThat(context.get("routeKey").asText()).isEqualTo("ping");
        assertThat(context.get("eventType").asText()).isEqualTo("MESSAGE");
        assertThat(context.get("stage").asText()).isEqualTo("ws");
        assertThat(context.get("domainName").asText()).startsWith("localhost:");
        assertThat(context.get("connectionId").asText()).endsWith("=");
        assertThat(context.get("messageId").asText()).isNotBlank();
        assertThat(context.get("requestId").asText()).isNotBlank();
        assertThat(context.get("connectedAt").asLong()).isPositive();
        assertThat(context.at("/authorizer/principalId").asText()).isEqualTo("ann");
    }

    @Test
    void theActionSelectsTheRouteAndWhatHasNoneGoesToTheDefault() throws Exception {
        WireClient client = connect("");

        assertThat(route(client, "{\"action\":\"stop\"}")).isEqualTo("stop");
        assertThat(route(client, "{\"action\":\"makecall\"}")).isEqualTo("makecall");
        assertThat(route(client, "{\"action\":\"guess\"}")).isEqualTo("$default");
        assertThat(route(client, "{\"action\":\"$connect\"}")).isEqualTo("$default");
        assertThat(route(client, "{\"action\":7}")).isEqualTo("$default");
        assertThat(route(client, "[{\"action\":\"stop\"}]")).isEqualTo("$default");
        assertThat(route(client, "stop")).isEqualTo("$default");
        assertThat(route(client, "")).isEqualTo("$default");
    }

    @Test
    void whoeverTheAuthorizerRefusesIsNotConnectedAndTheFunctionHearsNothing() {
        assertThat(statusOfConnecting("?stranger=401")).isEqualTo(401);
        assertThat(statusOfConnecting("?stranger=403")).isEqualTo(403);
        assertThat(gateway.connections()).isEmpty();
    }

    @Test
    void whoeverTheFunctionRefusesIsNotConnected() {
        assertThat(statusOfConnecting("?answer=401")).isEqualTo(401);
        assertThat(statusOfConnecting("?answer=no-number")).as("it threw").isEqualTo(502);
        assertThat(gateway.connections()).isEmpty();
    }

    @Test
    void aSynchronousRouteIsCutAtTheIntegrationsLimit() throws Exception {
        try (ApiGateway hasty = ApiGateway.start(
                Limits.OF_AWS.integration(Duration.ofSeconds(2)), Authorizer.ofTheQuery())) {
            hasty.integrate(function);
            WireClient client = WireClient.connect(hasty.endpoint());
            clients.add(client);
            // What it posts goes to the other gateway, which doesn't know the connection.
            client.send("{\"action\":\"ping\",\"then\":\"hang\"}");

            assertThat(client.answer().get("message").asText()).isEqualTo("Internal server error");
        }
    }

    @Test
    void anAsynchronousRouteIsNotAndItsEventHasWhatTheTemplateTells() throws Exception {
        WireClient client = connect("?person=ben");
        JsonNode said = ask(client, "{\"action\":\"makecall\",\"then\":\"hang\"}");
        long pid = said.get("pid").asLong();

        assertThat(said.at("/event/requestContext").fieldNames()).toIterable().containsExactlyInAnyOrder("routeKey",
                "eventType", "messageId", "connectionId", "connectedAt", "requestId", "requestTimeEpoch", "apiId",
                "domainName", "stage", "identity", "authorizer");
        assertThat(said.at("/event/requestContext/connectedAt").isTextual()).as("as a template makes it").isTrue();
        assertThat(said.at("/event/requestContext/authorizer/principalId").asText()).isEqualTo("ben");
        assertThat(said.get("remainingMs").asLong()).isBetween(INVOCATION.toMillis() / 2, INVOCATION.toMillis());
        ended(pid);
        assertThat(ask(client, "{\"action\":\"ping\"}").has("event")).as("and nothing was said in between").isTrue();
    }

    @Test
    void anEnvironmentTakesOneInvocationAtATime() throws Exception {
        WireClient client = connect("");
        HashSet<Long> pids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            client.send("{\"action\":\"makecall\",\"then\":\"hang\"}");
        }
        for (int i = 0; i < 3; i++) {
            pids.add(client.answer().get("pid").asLong());
        }

        assertThat(pids).hasSize(3);
        for (long pid : pids) {
            ended(pid);
        }
    }

    @Test
    void anEnvironmentStandsStillBetweenTwoInvocations() throws Exception {
        WireClient client = connect("");
        long pid = ask(client, "{\"action\":\"ping\"}").get("pid").asLong();

        await(() -> state(pid) == 'T', "that the process stands still");
        while (ask(client, "{\"action\":\"ping\"}").get("pid").asLong() != pid) {
            // another's turn
        }
    }

    @Test
    void aFunctionThatThrowsIsAskedAgainAndOneThatEndsIsReplaced() throws Exception {
        WireClient client = connect("");
        ask(client, "{\"action\":\"ping\",\"then\":\"throw\"}");
        assertThat(client.answer().get("message").asText()).isEqualTo("Internal server error");
        long pid = ask(client, "{\"action\":\"ping\",\"then\":\"end\"}").get("pid").asLong();
        assertThat(client.answer().get("message").asText()).isEqualTo("Internal server error");

        assertThat(ask(client, "{\"action\":\"ping\"}").get("pid").asLong()).isNotEqualTo(pid);
    }

    @Test
    void aFunctionThatDoesNotStartFailsWhatWaitsForIt() throws Exception {
        FunctionCode broken = new FunctionCode(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "NoSuchClass"), Map.of(), Optional.empty());
        try (Function none = new Function(broken, 1, INVOCATION, logs.resolve("broken"))) {
            assertThatThrownBy(() -> none.invoke("{}").get(20, SECONDS)).hasCauseInstanceOf(FunctionError.class);
        }
    }

    @Test
    void whatIsTooLargeOrBinaryClosesTheConnection() throws Exception {
        byte[] most = new byte[32 << 10];
        try (RawClient boaster = RawClient.connect(gateway.endpoint())) {
            boaster.write(RawClient.frame(RawClient.TEXT, true, new byte[most.length + 1]));
            assertThat(boaster.read().orElseThrow().status()).isEqualTo(1009);
        }
        try (RawClient wordy = RawClient.connect(gateway.endpoint())) {
            wordy.write(RawClient.frame(RawClient.TEXT, false, most));
            for (int i = 0; i < 3; i++) {
                wordy.write(RawClient.frame(0, false, most));
            }
            wordy.write(RawClient.frame(0, true, new byte[1]));
            assertThat(wordy.read().orElseThrow().status()).isEqualTo(1009);
        }
        WireClient binary = connect("");
        binary.sendBinary(new byte[] {1});
        assertThat(binary.closedWith()).isEqualTo(1003);
    }

    @Test
    void aMessageOfManyFramesIsOne() throws Exception {
        String padded = "{\"action\":\"stop\",\"padding\":\"" + "x".repeat(20_000) + "\"}";

        assertThat(ask(connect(""), padded).at("/event/body").asText()).isEqualTo(padded);
    }

    @Test
    void theFunctionIsToldWithWhichStatusAConnectionWasClosed() throws Exception {
        WireClient client = connect("");
        String id = id(client);
        client.close();

        WireClient other = connect("");
        await(() -> {
            String closed = ask(other, "{\"action\":\"ping\"}").get("lastClosed").asText();
            return closed.contains(id) && closed.contains("\"disconnectStatusCode\":1000");
        }, "word of the close in one of the processes");
    }

    @Test
    void silenceAndAgeCloseAConnection() throws Exception {
        try (ApiGateway strict = ApiGateway.start(
                Limits.OF_AWS.idle(Duration.ofMillis(600)), Authorizer.ofTheQuery())) {
            strict.integrate(function);
            assertThat(WireClient.connect(strict.endpoint()).closedWith()).isEqualTo(1001);
        }
        try (ApiGateway strict = ApiGateway.start(
                Limits.OF_AWS.lifetime(Duration.ofMillis(600)), Authorizer.ofTheQuery())) {
            strict.integrate(function);
            assertThat(WireClient.connect(strict.endpoint()).closedWith()).isEqualTo(1001);
        }
    }

    @Test
    void aPostReachesItsConnectionUnlessThatIsGoneOrItIsTooLargeOrUnsignedOrThrottled() throws Exception {
        WireClient client = connect("");
        String id = id(client);

        assertThat(manage("POST", id, "{\"hello\":1}", true).statusCode()).isEqualTo(200);
        assertThat(client.answer().get("hello").asInt()).isEqualTo(1);
        assertThat(manage("POST", "nobodyshere=", "{}", true).statusCode()).isEqualTo(410);
        assertThat(manage("POST", id, "x".repeat((32 << 10) + 1), true).statusCode()).isEqualTo(413);
        assertThat(manage("POST", id, "{}", false).statusCode()).isEqualTo(403);
        gateway.management().turnAway(429, 1);
        HttpResponse<String> throttled = manage("POST", id, "{}", true);
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("x-amzn-ErrorType")).contains("LimitExceededException");
        assertThat(manage("POST", id, "{\"hello\":2}", true).statusCode()).isEqualTo(200);
        assertThat(client.answer().get("hello").asInt()).isEqualTo(2);
        assertThat(gateway.management().posts()).extracting(Management.Post::status)
                .containsExactly(200, 200, 410, 413, 429, 200);
    }

    @Test
    void aConnectionCanBeLookedAtAndClosed() throws Exception {
        WireClient client = connect("");
        String id = id(client);

        assertThat(WireClient.JSON.readTree(manage("GET", id, "", true).body()).get("connectedAt").asText()).endsWith("Z");
        assertThat(manage("DELETE", id, "", true).statusCode()).isEqualTo(204);
        assertThat(client.closedWith()).isEqualTo(1001);
        await(() -> manage("GET", id, "", true).statusCode() == 410, "that it is gone");
    }

    @Test
    void aPostTakesAsLongAsItIsToldAndThoseUnderWayAreCounted() throws Exception {
        String id = id(connect(""));
        gateway.management().reset();
        gateway.management().postsTake(Duration.ofMillis(200));
        long before = System.nanoTime();

        var first = HTTP.sendAsync(request("POST", id, "{}", true), HttpResponse.BodyHandlers.discarding());
        var second = HTTP.sendAsync(request("POST", id, "{}", true), HttpResponse.BodyHandlers.discarding());
        first.get(10, SECONDS);
        second.get(10, SECONDS);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(gateway.management().mostAtOnce()).isEqualTo(2);
    }

    private WireClient connect(String query) {
        WireClient client = WireClient.connect(URI.create(gateway.endpoint() + query));
        clients.add(client);
        return client;
    }

    private static int statusOfConnecting(String query) {
        try {
            WireClient.connect(URI.create(gateway.endpoint() + query)).vanish();
            return 101;
        } catch (Exception e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof WebSocketHandshakeException refused) {
                    return refused.getResponse().statusCode();
                }
            }
            throw e;
        }
    }

    private static JsonNode ask(WireClient client, String message) throws Exception {
        client.send(message);
        return client.answer();
    }

    private static String route(WireClient client, String message) throws Exception {
        return ask(client, message).at("/event/requestContext/routeKey").asText();
    }

    private static String id(WireClient client) throws Exception {
        return ask(client, "{\"action\":\"ping\"}").at("/event/requestContext/connectionId").asText();
    }

    private static HttpResponse<String> manage(String method, String id, String body, boolean signed) throws Exception {
        return HTTP.send(request(method, id, body, signed), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String method, String id, String body, boolean signed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + "/@connections/"
                        + URLEncoder.encode(id, StandardCharsets.UTF_8)))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (signed) {
            request.header("Authorization", "AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/execute-api/aws4_request");
        }
        return request.build();
    }

    private static void ended(long pid) throws Exception {
        for (Environment environment : function.environments()) {
            if (environment.pid() == pid) {
                environment.gone().get(20, SECONDS);
            }
        }
    }

    /** The process's state as the kernel names it. */
    private static char state(long pid) throws Exception {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition, String what) throws Exception {
        long until = System.nanoTime() + SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
