package io.calledit.openai;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Answers {@code POST /v1/chat/completions} with scripted server-sent events, one answer for each request. */
public final class OpenAiServer implements QuarkusTestResourceLifecycleManager {

    /** The model that the application under test asks for. */
    public static final String MODEL = "emulated-model";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private ExecutorService threads;
    private HttpServer server;

    private record Answer(int status, List<String> events) {}

    /** The next request is answered with these tokens. */
    public void text(String... tokens) {
        List<String> events = textEvents(tokens);
        events.add(chunk(JSON.createObjectNode(), "stop"));
        ObjectNode usage = JSON.createObjectNode().put("id", "chatcmpl-1").put("object", "chat.completion.chunk").put("model", MODEL);
        usage.putArray("choices");
        usage.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 20).put("total_tokens", 120);
        events.add(usage.toString());
        answers.add(new Answer(200, events));
    }

    /** The next request is answered with the use of a tool. */
    public void tool(String id, String name, String arguments) {
        answers.add(new Answer(200, toolEvents(id, name, arguments)));
    }

    /** The next request is answered with these tokens and then the use of a tool. */
    public void textThenTool(String[] tokens, String name, String arguments) {
        List<String> events = textEvents(tokens);
        events.addAll(toolEvents("call-1", name, arguments));
        answers.add(new Answer(200, events));
    }

    /** The next request is refused with this status. */
    public void refuse(int status) {
        answers.add(new Answer(status, List.of()));
    }

    /** The bodies of the requests so far. */
    public List<JsonNode> requests() {
        return requests;
    }

    public void reset() {
        answers.clear();
        requests.clear();
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
        return Map.of(
                "calledit.voice", "openai",
                "calledit.openai.base-url", "http://localhost:" + server.getAddress().getPort() + "/v1",
                "calledit.openai.api-key", "secret-of-the-tests",
                "calledit.openai.chat-model.model-name", MODEL,
                "calledit.retry.tries", "2",
                "calledit.retry.base-delay", "10ms");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(OpenAiServer.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(JSON.readTree(exchange.getRequestBody()));
            Answer answer = answers.remove();
            if (answer.status() != 200) {
                byte[] body = "{\"error\":{\"message\":\"a secret of the server\"}}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (String event : answer.events()) {
                body.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
            body.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> textEvents(String... tokens) {
        List<String> events = new ArrayList<>();
        for (String token : tokens) {
            events.add(chunk(JSON.createObjectNode().put("content", token), null));
        }
        return events;
    }

    private static List<String> toolEvents(String id, String name, String arguments) {
        ObjectNode delta = JSON.createObjectNode().put("role", "assistant");
        ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0).put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return List.of(chunk(delta, null), chunk(JSON.createObjectNode(), "tool_calls"));
    }

    private static String chunk(ObjectNode delta, String finishReason) {
        ObjectNode chunk = JSON.createObjectNode().put("id", "chatcmpl-1").put("object", "chat.completion.chunk").put("model", MODEL);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return chunk.toString();
    }
}
