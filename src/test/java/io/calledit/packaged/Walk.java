package io.calledit.packaged;

import static io.calledit.bedrock.Turn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.Fault;
import io.calledit.bedrock.Turn;
import io.calledit.ledger.dynamodb.LocalDynamoDb;
import io.calledit.openai.OpenAiServer;
import io.calledit.packaged.PackagedService.Ran;

/** A walk through all that the application can do, in every form that it can be set up in, so that all of it is loaded. */
public final class Walk {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String MODEL = "a.model";

    private final Path folder;
    private final String[] flags;

    /**
     * @param folder for ledgers
     * @param flags for the JVM
     */
    public Walk(Path folder, String... flags) {
        this.folder = folder;
        this.flags = flags;
    }

    /** Goes it from end to end; throws where something isn't as it should be. */
    public void goAll() throws Exception {
        withRulesAndAFile();
        withBedrockAndATable();
        withAnOpenAiServer();
        commands();
    }

    private void withRulesAndAFile() throws Exception {
        CompletableFuture<Void> traced = new CompletableFuture<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            traced.complete(null);
        });
        collector.start();
        try (PackagedService service = PackagedService.start(folder.resolve("file"), Map.of(
                "CALLEDIT_RULES_PACE", "0ms",
                "CALLEDIT_SIGHT_TRACES_ENABLED", "true",
                "CALLEDIT_SIGHT_TRACES_ENDPOINT", "http://localhost:" + collector.getAddress().getPort() + "/v1/traces"),
                flags)) {
            Client client = new Client(service);
            for (String page : List.of("/", "/verify.html", "/favicon.svg", "/q/openapi", "/q/openapi?format=json",
                    "/q/health", "/q/health/live", "/q/health/ready", "/q/metrics")) {
                assertThat(client.get(page)).as(page).satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
            }
            assertThat(client.get("/nothing").statusCode()).isEqualTo(404);
            try (Line line = new Line(service)) {
                line.say("{\"action\":\"ping\"}");
                line.until("pong");
                line.say("{");
                line.until("error");
                ObjectNode asked = JSON.createObjectNode().put("action", "makecall").put("prompt", "It rains in Paris tomorrow")
                        .put("timezone", "Europe/Paris").put("requestId", UUID.randomUUID().toString());
                line.say(asked.toString());
                JsonNode complete = line.until("complete");
                String run = complete.get("runId").asText();
                line.say("{\"action\":\"resume\",\"runId\":\"" + run + "\",\"afterSeq\":1}");
                line.until("complete");
                line.say("{\"action\":\"stop\",\"runId\":\"" + run + "\"}");
                new LedgerWalk(client).log(complete, folder);
            }
            traced.get(60, TimeUnit.SECONDS);
            service.stop();
        } finally {
            collector.stop(0);
        }
    }

    private void withBedrockAndATable() throws Exception {
        try (BedrockEmulator bedrock = BedrockEmulator.start()) {
            Map<String, String> settings = new HashMap<>(table());
            settings.put("CALLEDIT_VOICE", "bedrock");
            settings.put("CALLEDIT_BEDROCK_AWS_REGION", LocalDynamoDb.REGION);
            settings.put("CALLEDIT_BEDROCK_AWS_ENDPOINT_OVERRIDE", bedrock.endpoint().toString());
            settings.put("CALLEDIT_BEDROCK_CHAT_MODEL_MODEL_ID", MODEL);
            settings.put("CALLEDIT_RETRY_BASE_DELAY", "10ms");
            bedrock.next(Turn.rejected(Fault.THROTTLING),
                    answer().text("Let me look. ")
                            .tool("current_time", "{\"timezone\":\"Europe/Paris\"}")
                            .tool("next_weekday", "{\"weekday\":\"Monday\",\"date\":\"2031-01-01\"}")
                            .tool("add_to_date", "{\"amount\":3,\"unit\":\"days\",\"date\":\"2031-01-01\"}")
                            .tool("days_between", "{\"from\":\"2031-01-01\",\"to\":\"2031-02-01\"}")
                            .tool("is_past", "{\"moment\":\"2031-01-01T00:00:00Z\"}")
                            .stop(),
                    answer().text(plan()).stop());
            try (PackagedService service = PackagedService.start(folder.resolve("table"), settings, flags);
                    Line line = new Line(service)) {
                line.say(JSON.createObjectNode().put("action", "makecall").put("prompt", "It rains").toString());
                new LedgerWalk(new Client(service)).log(line.until("complete"), folder);
                bedrock.next(answer().text("not a plan").stop(), answer().text("not one either").stop());
                line.say(JSON.createObjectNode().put("action", "makecall").put("prompt", "It snows").toString());
                line.until("error");
                service.stop();
            }
        }
    }

    private void withAnOpenAiServer() throws Exception {
        OpenAiServer server = new OpenAiServer();
        Map<String, String> settings = new HashMap<>();
        server.start().forEach((name, value) -> settings.put(name.toUpperCase().replaceAll("[.-]", "_"), value));
        server.refuse(429);
        server.tool("call-1", "end_of_period", "{\"period\":\"year\",\"date\":\"2031-01-01\",\"timezone\":\"Europe/Paris\"}");
        server.text(plan());
        try (PackagedService service = PackagedService.start(folder.resolve("openai"), settings, flags);
                Line line = new Line(service)) {
            line.say(JSON.createObjectNode().put("action", "makecall").put("prompt", "It rains").toString());
            line.until("complete");
            service.stop();
        } finally {
            server.stop();
        }
    }

    private void commands() throws Exception {
        for (String file : List.of("proof.json", "file/ledger.db")) {
            Ran verified = PackagedService.run(List.of(flags), Map.of(), "verify", folder.resolve(file).toString());
            assertThat(verified.exit()).as(verified.said()).isZero();
        }
        Ran created = PackagedService.run(List.of(flags), table(), "create-table");
        assertThat(created.exit()).as(created.said()).isZero();
    }

    private static Map<String, String> table() {
        return Map.of(
                "CALLEDIT_LEDGER_STORE", "dynamodb",
                "CALLEDIT_LEDGER_DYNAMODB_TABLE", "calledit-walk",
                "CALLEDIT_LEDGER_DYNAMODB_CREATE_TABLE", "true",
                "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", LocalDynamoDb.endpoint().toString(),
                "QUARKUS_DYNAMODB_AWS_REGION", LocalDynamoDb.REGION,
                "AWS_ACCESS_KEY_ID", LocalDynamoDb.KEY,
                "AWS_SECRET_ACCESS_KEY", LocalDynamoDb.KEY);
    }

    private static String plan() {
        ObjectNode plan = JSON.createObjectNode().put("prediction_statement", "It rains")
                .put("verification_date", OffsetDateTime.now(ZoneOffset.UTC).plusYears(1).withSecond(1).withNano(0).toString());
        ObjectNode method = plan.putObject("verification_method");
        method.putArray("source").add("Météo-France");
        method.putArray("criteria").add("True if it rains").add("False if not");
        method.putArray("steps").add("Look");
        plan.put("initial_status", "pending").putArray("assumptions").add("Any trace counts");
        return plan.toString();
    }

    /** A client of the REST API. */
    private record Client(PackagedService service) implements LedgerWalk.Api {

        HttpResponse<String> get(String path) throws Exception {
            return send(HttpRequest.newBuilder(at(path)).GET());
        }

        @Override
        public LedgerWalk.Answer ask(String method, String path, Map<String, String> headers, String body) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).method(method, BodyPublishers.ofString(body));
            headers.forEach(request::header);
            HttpResponse<String> answer = send(request);
            return new LedgerWalk.Answer(answer.statusCode(), answer.body());
        }

        private URI at(String path) {
            return URI.create(service.address() + path);
        }

        private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        }
    }
}
