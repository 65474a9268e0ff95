package io.calledit.gateway.standin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.calledit.bedrock.BedrockEmulator;
import io.calledit.bedrock.BedrockEmulatorResource;
import io.calledit.bedrock.Turn;
import io.calledit.gateway.standin.lambda.Function;
import io.calledit.gateway.standin.lambda.FunctionCode;
import io.calledit.ledger.dynamodb.LocalDynamoDb;
import io.calledit.line.ModelPlans;
import io.calledit.line.WireClient;

/** All that the packaged functions have around them: an API Gateway, DynamoDB, and a Bedrock. */
public final class Cloud implements AutoCloseable {

    private static final Path BUILT = Path.of("target").toAbsolutePath();
    /** Where the package is unpacked to. */
    public static final Path UNPACKED = BUILT.resolve("function");
    private static final int MOST_ENVIRONMENTS = 14;
    private static final Duration LONGEST_INVOCATION = Duration.ofSeconds(300);
    /** Of what somebody waits for at the gateway. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(29);
    private static final Path LOGS = BUILT.resolve("function-logs");

    private final ApiGateway gateway;
    private final FunctionCode code;
    private final Function function;
    private final List<Function> others = new ArrayList<>();
    private Function drafting;

    private Cloud(ApiGateway gateway, FunctionCode code, Function function) {
        this.gateway = gateway;
        this.code = code;
        this.function = function;
    }

    /**
     * Starts it all, with that many environments that have answered before.
     *
     * @param environments an odd number of them
     * @param settings of the function, over those that are set here, by their names in the environment
     */
    public static Cloud start(BedrockEmulator bedrock, int environments, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                // A retry is a request that no test scripted.
                "CALLEDIT_RETRY_TRIES", "1",
                // All tests of a minute are one person.
                "CALLEDIT_LINE_RUNS_PER_MINUTE", "0"));
        all.putAll(settings);
        Cloud cloud = start(bedrock.endpoint(), environments, all);
        try {
            cloud.warmUp(bedrock, environments);
            return cloud;
        } catch (Exception e) {
            cloud.close();
            throw e;
        }
    }

    /** The same with another Bedrock; the environments have started, but answered nothing. */
    public static Cloud start(URI bedrock, int environments, Map<String, String> settings) throws Exception {
        fresh(UNPACKED);
        return start(FunctionCode.ofZip(BUILT.resolve("function.zip"), UNPACKED, settings(bedrock, settings)), environments);
    }

    /** A function of the tests' own in place of the packaged one. */
    public static Cloud of(Class<? extends RequestStreamHandler> handler, URI bedrock, int environments) throws Exception {
        return start(FunctionCode.of(handler, settings(bedrock, Map.of())), environments);
    }

    private static Cloud start(FunctionCode code, int environments) throws Exception {
        ApiGateway gateway = ApiGateway.start(Limits.OF_AWS, request -> request.getParam("nobody") == null
                ? Authorizer.ofTheQuery().ask(request)
                : CompletableFuture.completedFuture(new Authorizer.Allowed(Map.of())));
        FunctionCode here = code.with(Map.of("CALLEDIT_GATEWAY_ENDPOINT_OVERRIDE", gateway.managementEndpoint()));
        Cloud cloud = new Cloud(gateway, here, new Function(here, MOST_ENVIRONMENTS, LONGEST_INVOCATION, LOGS));
        try {
            gateway.integrate(cloud.function);
            cloud.function.provision(environments);
            return cloud;
        } catch (Exception e) {
            cloud.close();
            throw e;
        }
    }

    private static Map<String, String> settings(URI bedrock, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("QUARKUS_LAMBDA_HANDLER", "line");
        all.put("CALLEDIT_GATEWAY_TABLE", "connections-" + UUID.randomUUID());
        all.put("CALLEDIT_GATEWAY_CREATE_TABLE", "true");
        all.put("CALLEDIT_LEDGER_STORE", "dynamodb");
        all.put("CALLEDIT_LEDGER_DYNAMODB_TABLE", "ledgers-" + UUID.randomUUID());
        all.put("CALLEDIT_VOICE", "bedrock");
        all.put("CALLEDIT_VOICE_AT_START", "true");
        all.put("CALLEDIT_BEDROCK_CHAT_MODEL_MODEL_ID", BedrockEmulatorResource.MODEL_ID);
        all.put("CALLEDIT_BEDROCK_AWS_REGION", "us-east-1");
        all.put("CALLEDIT_BEDROCK_AWS_ENDPOINT_OVERRIDE", bedrock.toString());
        all.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", LocalDynamoDb.endpoint().toString());
        all.put("QUARKUS_DYNAMODB_AWS_REGION", LocalDynamoDb.REGION);
        all.put("AWS_REGION", LocalDynamoDb.REGION);
        all.put("AWS_ACCESS_KEY_ID", LocalDynamoDb.KEY);
        all.put("AWS_SECRET_ACCESS_KEY", LocalDynamoDb.KEY);
        all.putAll(settings);
        return all;
    }

    /** Where clients connect to. */
    public URI endpoint() {
        return gateway.endpoint();
    }

    /** Serves the REST API from the same package, by a function that has that many environments to begin with. */
    public void serveRest(int environments) throws Exception {
        gateway.serveRest(another("rest", environments, Map.of(
                "CALLEDIT_LEDGER_DYNAMODB_CREATE_TABLE", "true",
                // As the template has it: the gateway goes by another name than the page.
                "CALLEDIT_ORIGIN_HOSTS", "*",
                "CALLEDIT_ORIGIN_ALLOWED", origin())));
    }

    /** Has the package's own authorizer say who may come in, for both APIs: who has a token of that issuer for that client. */
    public void admitByToken(String issuer, String client) throws Exception {
        gateway.admit(new FunctionAuthorizer(another("authorizer", 1, Map.of(
                "CALLEDIT_SIGN_IN_ISSUER", issuer,
                "CALLEDIT_SIGN_IN_CLIENT", client,
                "CALLEDIT_ORIGIN_ALLOWED", origin()))));
    }

    /**
     * Has the drafts be made by a function of their own, of which no process is there yet, run by whatever command that makes
     * of the settings. The one before is closed.
     */
    public Function draftBy(Runner runner) throws IOException {
        if (drafting != null) {
            drafting.close();
        }
        drafting = new Function(runner.run(code.environment()), 1, LONGEST_INVOCATION, LOGS.resolve("drafting"));
        gateway.integrateStreams(drafting);
        return drafting;
    }

    /** Makes a function's code of its settings. */
    public interface Runner {
        FunctionCode run(Map<String, String> settings) throws IOException;
    }

    private Function another(String handler, int environments, Map<String, String> settings) throws Exception {
        Function other = new Function(
                code.with(settings).with(Map.of("QUARKUS_LAMBDA_HANDLER", handler, "CALLEDIT_VOICE_AT_START", "false")), MOST_ENVIRONMENTS, LONGEST_ANSWER, LOGS.resolve(handler));
        others.add(other);
        other.provision(environments);
        return other;
    }

    /** The page's, which stands for the distribution. */
    private String origin() {
        return gateway.endpoint().resolve("/").toString().replaceAll("/$", "");
    }

    /** Serves a built page at {@code /}. */
    public void serve(Path page) {
        gateway.serve(page);
    }

    /** Has each post take that long from now on. */
    public void postsTake(Duration time) {
        gateway.management().postsTake(time);
    }

    /** How many posts there were since they were last forgotten, those under way not counted. */
    public int posts() {
        return gateway.management().posts().size();
    }

    public void forgetPosts() {
        gateway.management().reset();
    }

    ApiGateway gateway() {
        return gateway;
    }

    Function function() {
        return function;
    }

    /** Where that person connects to. */
    URI endpointOf(String person) {
        return URI.create(gateway.endpoint() + "?person=" + person);
    }

    /**
     * One plan after the other, each of four events that go round the environments: with an odd number of these, each of
     * them meets each kind of event, and loads its classes for it.
     */
    private void warmUp(BedrockEmulator bedrock, int environments) throws InterruptedException {
        bedrock.otherwise(exchange -> Turn.answer().text(ModelPlans.about("Warm")).stop());
        for (int i = 0; i < environments; i++) {
            try (WireClient client = WireClient.connectWhereEndsAreJoined(endpointOf("warm"))) {
                client.makeCall("A first prediction").end();
            }
        }
        bedrock.reset();
    }

    private static void fresh(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    @Override
    public void close() throws Exception {
        gateway.close();
        function.close();
        others.forEach(Function::close);
        if (drafting != null) {
            drafting.close();
        }
    }
}
