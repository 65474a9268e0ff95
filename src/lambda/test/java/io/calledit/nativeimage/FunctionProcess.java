package io.calledit.nativeimage;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.amazon.lambda.runtime.AmazonLambdaApi;
import io.quarkus.amazon.lambda.runtime.MockEventServer;
import io.vertx.ext.web.RoutingContext;

/** The function in a process of its own, which fetches its events by itself, as under a custom runtime. */
final class FunctionProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long LONGEST_WAIT_SECONDS = 120;
    private static final Duration LONGEST_INVOCATION = Duration.ofSeconds(300);

    private final Runtime runtime = new Runtime();
    private final Process process;
    private final Path log;

    /** What Lambda offers to a process; the extension's own says nothing of the time that is left. */
    private static final class Runtime extends MockEventServer {

        String address() {
            return "localhost:" + getPort() + BASE_PATH;
        }

        @Override
        public void nextEvent(RoutingContext request) {
            request.addHeadersEndHandler(sent -> request.response().putHeader(
                    AmazonLambdaApi.LAMBDA_RUNTIME_DEADLINE_MS,
                    Long.toString(System.currentTimeMillis() + LONGEST_INVOCATION.toMillis())));
            super.nextEvent(request);
        }
    }

    /**
     * Starts the process, and doesn't wait for it.
     *
     * @param handler which of the package's handlers it is
     * @param log where it writes to
     * @param settings of the function
     */
    FunctionProcess(List<String> command, String handler, Path log, Map<String, String> settings) throws Exception {
        this.log = log;
        runtime.start(0);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        builder.environment().putAll(Map.of(
                "QUARKUS_LAMBDA_HANDLER", handler,
                "AWS_LAMBDA_RUNTIME_API", runtime.address(),
                "AWS_LAMBDA_FUNCTION_NAME", "calledit",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/calledit",
                "AWS_LAMBDA_LOG_STREAM_NAME", handler));
        process = builder.start();
    }

    /** Gives it an event. @return its answer; fails where it has none */
    CompletableFuture<JsonNode> invoke(JsonNode event) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + runtime.address()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(event.toString()))
                .build();
        CompletableFuture<JsonNode> answer = HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(this::answer);
        process.onExit().thenRun(() -> answer.completeExceptionally(new IllegalStateException("The function has ended; see " + log)));
        return answer.orTimeout(LONGEST_WAIT_SECONDS, SECONDS);
    }

    private JsonNode answer(HttpResponse<String> said) {
        if (said.statusCode() != 200) {
            throw new IllegalStateException("The function failed with " + said.body() + "; see " + log);
        }
        try {
            return JSON.readTree(said.body());
        } catch (Exception e) {
            throw new IllegalStateException("The function answered " + said.body(), e);
        }
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
        runtime.close();
    }
}
