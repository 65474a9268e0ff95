package io.calledit.nativeimage;

import static io.calledit.bedrock.Turn.answer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Fault;
import io.calledit.bedrock.Gate;
import io.calledit.bedrock.Turn;
import io.calledit.gateway.FakeGateway;
import io.calledit.gateway.auth.Issuer;
import io.calledit.ledger.dynamodb.LocalDynamoDb;
import io.calledit.line.ModelPlans;
import io.calledit.packaged.LedgerWalk;

/** A walk through all that the function can do, with each of its handlers in processes of their own. */
final class FunctionWalk {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(120);
    private static final String HERE = "here";
    private static final String LEAVING = "leaving";
    private static final String OWNER = "ann";

    private final Path folder;
    private final Path application;
    private final List<String> flags;

    /**
     * @param folder for what the ledger gives away
     * @param application the jar that the function would be compiled from
     * @param flags for the JVM
     */
    FunctionWalk(Path folder, Path application, String... flags) {
        this.folder = folder;
        this.application = application;
        this.flags = List.of(flags);
    }

    void goAll() throws Exception {
        JsonNode complete = line();
        rest(complete);
        authorizer();
    }

    /** @return the frame of a plan that has been drafted */
    private JsonNode line() throws Exception {
        try (BedrockEmulator bedrock = BedrockEmulator.start();
                FakeGateway gateway = new FakeGateway();
                FunctionProcess line = process("line", "line", around(bedrock, gateway));
                FunctionProcess stream = process("line", "stream", around(bedrock, gateway))) {
            connect(line);
            get(line.invoke(message("ping", HERE, "{\"action\":\"ping\"}")));
            until("pong", gateway);
            get(line.invoke(message("$default", HERE, "{")));
            until("error", gateway);

            JsonNode complete = draft(bedrock, gateway, stream);
            String run = complete.get("runId").asText();
            get(stream.invoke(message("resume", HERE, "{\"action\":\"resume\",\"runId\":\"" + run + "\",\"afterSeq\":1}")));
            until("complete", gateway);

            stop(bedrock, gateway, line, stream);
            goAway(bedrock, gateway, stream);
            get(line.invoke(event("$disconnect", HERE)));
            return complete;
        }
    }

    private static void connect(FunctionProcess line) throws Exception {
        ObjectNode welcome = event("$connect", HERE);
        welcome.putObject("headers").put("Host", "api.example").put("Origin", "https://calledit.example");
        assertThat(get(line.invoke(welcome)).get("statusCode").asInt()).isEqualTo(200);
        assertThat(get(line.invoke(event("$connect", LEAVING))).get("statusCode").asInt()).isEqualTo(200);
        ObjectNode unknown = event("$connect", "unknown");
        ((ObjectNode) unknown.get("requestContext")).remove("authorizer");
        assertThat(get(line.invoke(unknown)).get("statusCode").asInt()).isEqualTo(401);
    }

    private static JsonNode draft(BedrockEmulator bedrock, FakeGateway gateway, FunctionProcess stream) throws Exception {
        bedrock.next(Turn.rejected(Fault.THROTTLING),
                answer().text("Let me look. ").tool("current_time", "{\"timezone\":\"Europe/Paris\"}").stop(),
                answer().text(ModelPlans.about("It rains")).stop());
        gateway.refuse(429, 500);
        get(stream.invoke(message("makecall", HERE,
                "{\"action\":\"makecall\",\"prompt\":\"It rains in Paris\",\"timezone\":\"Europe/Paris\",\"requestId\":\"" + UUID.randomUUID() + "\"}")));
        return until("complete", gateway);
    }

    private static void stop(BedrockEmulator bedrock, FakeGateway gateway, FunctionProcess line, FunctionProcess stream)
            throws Exception {
        Gate gate = new Gate();
        bedrock.next(answer().text("Well, ").gated(gate, "or not").stop());
        CompletableFuture<JsonNode> run = stream.invoke(message("makecall", HERE, "{\"action\":\"makecall\",\"prompt\":\"It snows\"}"));
        String id = until("text", gateway).get("runId").asText();
        get(line.invoke(message("stop", HERE, "{\"action\":\"stop\",\"runId\":\"" + id + "\"}")));
        get(run);
        until("stopped", gateway);
        gate.open();
    }

    /** Nobody is there to be posted to. */
    private static void goAway(BedrockEmulator bedrock, FakeGateway gateway, FunctionProcess stream) throws Exception {
        bedrock.next(answer().text(ModelPlans.about("It hails")).stop());
        gateway.hangUp(LEAVING);
        get(stream.invoke(message("makecall", LEAVING, "{\"action\":\"makecall\",\"prompt\":\"It hails\"}")));
    }

    private void rest(JsonNode complete) throws Exception {
        Map<String, String> settings = table();
        settings.put("CALLEDIT_ORIGIN_HOSTS", "*");
        settings.put("CALLEDIT_LEDGER_DYNAMODB_CREATE_TABLE", "true");
        try (FunctionProcess rest = process("rest", "rest", settings)) {
            new LedgerWalk((method, path, headers, body) -> {
                JsonNode answer = get(rest.invoke(request(method, path, headers, body)));
                String said = answer.path("body").asText();
                boolean encoded = answer.path("isBase64Encoded").asBoolean();
                return new LedgerWalk.Answer(answer.get("statusCode").asInt(),
                        encoded ? new String(Base64.getDecoder().decode(said), StandardCharsets.UTF_8) : said);
            }).log(complete, folder);
        }
    }

    private void authorizer() throws Exception {
        try (Issuer issuer = new Issuer(Instant.now())) {
            Map<String, String> settings = table();
            settings.put("CALLEDIT_SIGN_IN_ISSUER", issuer.name());
            settings.put("CALLEDIT_SIGN_IN_CLIENT", Issuer.CLIENT);
            try (FunctionProcess authorizer = process("authorizer", "authorizer", settings)) {
                assertThat(effect(authorizer, "Authorization", "Bearer " + issuer.token(OWNER))).isEqualTo("Allow");
                assertThat(effect(authorizer, "Cookie", "calledit_token=" + issuer.token(OWNER))).isEqualTo("Allow");
                assertThat(effect(authorizer, "Authorization", "Bearer " + issuer.forged(OWNER))).isEqualTo("Deny");
                assertThat(effect(authorizer, "Authorization", "Bearer nothing")).isEqualTo("Deny");
            }
        }
    }

    private static String effect(FunctionProcess authorizer, String header, String value) throws Exception {
        ObjectNode event = JSON.createObjectNode()
                .put("type", "REQUEST")
                .put("methodArn", "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/ws/$connect");
        event.putObject("headers").put(header, value);
        return get(authorizer.invoke(event)).at("/policyDocument/Statement/0/Effect").asText();
    }

    private FunctionProcess process(String handler, String name, Map<String, String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-jar", application.toString()));
        return new FunctionProcess(command, handler, Path.of("target", "native-check", name + ".log"), settings);
    }

    private static Map<String, String> around(BedrockEmulator bedrock, FakeGateway gateway) {
        Map<String, String> settings = table();
        settings.put("CALLEDIT_GATEWAY_ENDPOINT_OVERRIDE", gateway.endpoint().toString());
        settings.put("CALLEDIT_GATEWAY_CREATE_TABLE", "true");
        settings.put("CALLEDIT_ORIGIN_ALLOWED", "https://calledit.example");
        settings.put("CALLEDIT_LINE_GRACE", "1s");
        settings.put("CALLEDIT_RETRY_BASE_DELAY", "10ms");
        settings.put("CALLEDIT_VOICE", "bedrock");
        settings.put("CALLEDIT_BEDROCK_AWS_REGION", LocalDynamoDb.REGION);
        settings.put("CALLEDIT_BEDROCK_AWS_ENDPOINT_OVERRIDE", bedrock.endpoint().toString());
        settings.put("CALLEDIT_BEDROCK_CHAT_MODEL_MODEL_ID", "a.model");
        return settings;
    }

    private static Map<String, String> table() {
        return new HashMap<>(Map.of(
                "CALLEDIT_LEDGER_DYNAMODB_TABLE", "calledit-walk",
                "CALLEDIT_GATEWAY_TABLE", "connections-walk",
                "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", LocalDynamoDb.endpoint().toString(),
                "QUARKUS_DYNAMODB_AWS_REGION", LocalDynamoDb.REGION,
                "AWS_REGION", LocalDynamoDb.REGION,
                "AWS_ACCESS_KEY_ID", LocalDynamoDb.KEY,
                "AWS_SECRET_ACCESS_KEY", LocalDynamoDb.KEY));
    }

    private static ObjectNode event(String route, String connection) {
        ObjectNode event = JSON.createObjectNode().put("isBase64Encoded", false);
        ObjectNode context = event.putObject("requestContext")
                .put("routeKey", route)
                .put("eventType", route.equals("$connect") ? "CONNECT" : route.equals("$disconnect") ? "DISCONNECT" : "MESSAGE")
                .put("connectionId", connection)
                .put("connectedAt", System.currentTimeMillis())
                .put("requestTimeEpoch", System.currentTimeMillis())
                .put("requestId", "r1")
                .put("domainName", "api.example")
                .put("apiId", "a1b2c3d4e5")
                .put("stage", "ws");
        context.putObject("identity").put("sourceIp", "192.0.2.1");
        context.putObject("authorizer").put("principalId", OWNER).put("owner", OWNER);
        return event;
    }

    private static ObjectNode message(String route, String connection, String body) {
        return event(route, connection).put("body", body);
    }

    /** As an HTTP API has it (payload 2.0). */
    private static ObjectNode request(String method, String target, Map<String, String> headers, String body) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", "ANY /api/{proxy+}")
                .put("rawPath", path)
                .put("rawQueryString", query < 0 ? "" : target.substring(query + 1));
        ObjectNode all = event.putObject("headers").put("host", "api.example");
        headers.forEach((name, value) -> all.put(name.toLowerCase(), value));
        ObjectNode context = event.putObject("requestContext").put("stage", "$default").put("timeEpoch", System.currentTimeMillis());
        context.putObject("http").put("method", method).put("path", path).put("protocol", "HTTP/1.1").put("sourceIp", "192.0.2.1");
        context.putObject("authorizer").putObject("lambda").put("owner", OWNER);
        if (!body.isEmpty()) {
            event.put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))).put("isBase64Encoded", true);
        }
        return event;
    }

    private static JsonNode until(String type, FakeGateway gateway) throws Exception {
        while (true) {
            JsonNode frame = gateway.next(HERE);
            String came = frame.get("type").asText();
            if (came.equals(type)) {
                return frame;
            }
            if (came.matches("complete|stopped|error") || frame.path("state").asText().equals("failed")) {
                throw new IllegalStateException("Instead of a " + type + " there comes " + frame);
            }
        }
    }

    private static JsonNode get(CompletableFuture<JsonNode> answer) throws Exception {
        return answer.get(LONGEST_WAIT.toSeconds(), SECONDS);
    }
}
