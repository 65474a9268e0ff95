package io.calledit.bedrock;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * A Bedrock runtime on the loopback interface that does what a test scripts: Converse and ConverseStream over HTTP/2 in
 * plain text, with real event stream framing.
 *
 * <p>Every request takes the next turn scripted for what it asks ({@link #whenAsked}), else the next of the common queue
 * ({@link #next}), else the default ({@link #otherwise}), else it is turned away, which fails the test that forgot it.
 */
public final class BedrockEmulator implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/model/([^/]+)/(converse|converse-stream)");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final int port;
    private final Object lock = new Object();
    private final Deque<Turn> common = new ArrayDeque<>();
    private final Map<String, Deque<Turn>> byFragment = new LinkedHashMap<>();
    private Function<Exchange, Turn> fallback;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Exchange> untaken = new ArrayList<>();
    private int requests;

    private BedrockEmulator(int port) {
        // A Vert.x of its own: the application under test must not share a thread with the peer it talks to.
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var options = new HttpServerOptions().setHost("localhost").setPort(port).setHttp2ClearTextEnabled(true);
        options.getInitialSettings().setMaxConcurrentStreams(1_000);
        var server = vertx.createHttpServer(options).requestHandler(this::receive);
        this.port = server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    /** Starts on a free port. */
    public static BedrockEmulator start() {
        return start(0);
    }

    /** Starts on a port of the caller's choice. */
    public static BedrockEmulator start(int port) {
        return new BedrockEmulator(port);
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    /** Scripts what the next requests get, in order, whatever they ask. */
    public void next(Turn... turns) {
        synchronized (lock) {
            for (var turn : turns) {
                common.add(turn.complete());
            }
        }
    }

    /** Scripts what the next requests get, in order, in whose user messages this fragment stands. */
    public void whenAsked(String fragment, Turn... turns) {
        synchronized (lock) {
            for (var turn : turns) {
                byFragment.computeIfAbsent(fragment, none -> new ArrayDeque<>()).add(turn.complete());
            }
        }
    }

    /** What every request gets for which nothing else is scripted. */
    public void otherwise(Function<Exchange, Turn> turn) {
        synchronized (lock) {
            fallback = turn;
        }
    }

    /** Every request so far, in the order of arrival. */
    public List<Exchange> exchanges() {
        synchronized (lock) {
            return List.copyOf(exchanges);
        }
    }

    /** How many requests are being answered right now. */
    public long open() {
        return exchanges().stream().filter(exchange -> !exchange.over()).count();
    }

    /** Waits for the next request; each is handed out once. */
    public Exchange awaitExchange() throws InterruptedException {
        return await(exchange -> true, "a request");
    }

    /** Waits for the next request in whose user messages this fragment stands; each is handed out once. */
    public Exchange awaitExchange(String fragment) throws InterruptedException {
        return await(exchange -> exchange.asked().contains(fragment), "a request about " + fragment);
    }

    /** Forgets every script and exchange; what is still being answered is left to its client. */
    public void reset() {
        synchronized (lock) {
            common.clear();
            byFragment.clear();
            fallback = null;
            exchanges.clear();
            untaken.clear();
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Exchange await(Predicate<Exchange> wanted, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lock) {
            while (true) {
                var found = untaken.stream().filter(wanted).findFirst();
                if (found.isPresent()) {
                    untaken.remove(found.get());
                    return found.get();
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("the emulator did not receive " + what + " within " + PATIENCE);
                }
                lock.wait(left);
            }
        }
    }

    private void receive(HttpServerRequest request) {
        // Listened for from the first moment: a reset may follow on the heels of the request, before its body is passed on.
        // On HTTP/2 this is called for every stream, however it ends; the exchange knows whether we ended it.
        var closed = new CompletableFuture<Void>();
        request.response().closeHandler(nothing -> closed.complete(null));
        request.response().exceptionHandler(reset -> closed.complete(null));
        request.body().onSuccess(body -> answer(request, body, closed));
    }

    private void answer(HttpServerRequest request, Buffer body, CompletableFuture<Void> closed) {
        var path = PATH.matcher(request.path());
        if (!path.matches()) {
            request.response().setStatusCode(404).end();
            return;
        }
        var exchange = new Exchange("emulated-" + nextNumber(),
                URLDecoder.decode(path.group(1).replace("+", "%2B"), StandardCharsets.UTF_8),
                path.group(2).equals("converse-stream"), headers(request), parsed(body), request.connection());
        closed.thenRun(exchange::closed);
        var reply = exchange.streamed()
                ? new Reply.Streamed(exchange, request.response())
                : new Reply.Whole(exchange, request.response());
        record(exchange);
        var unknown = Signature.flaw(request, body);
        if (unknown.isPresent()) {
            reply.reject(Fault.ACCESS_DENIED, unknown.get());
            return;
        }
        var flaw = Conversation.flaw(exchange.body());
        if (flaw.isPresent()) {
            reply.reject(Fault.VALIDATION, flaw.get());
            return;
        }
        turnFor(exchange).ifPresentOrElse(
                turn -> new Playback(vertx.getOrCreateContext(), exchange, reply, turn).play(),
                () -> reply.reject(Fault.VALIDATION, "Nothing is scripted for: " + exchange.asked()));
    }

    private void record(Exchange exchange) {
        synchronized (lock) {
            exchanges.add(exchange);
            untaken.add(exchange);
            lock.notifyAll();
        }
    }

    private Optional<Turn> turnFor(Exchange exchange) {
        synchronized (lock) {
            var asked = exchange.asked();
            var scripted = byFragment.entrySet().stream()
                    .filter(script -> !script.getValue().isEmpty() && asked.contains(script.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst().orElse(common)
                    .poll();
            if (scripted == null && fallback != null) {
                scripted = fallback.apply(exchange).complete();
            }
            return Optional.ofNullable(scripted);
        }
    }

    private int nextNumber() {
        synchronized (lock) {
            return ++requests;
        }
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().forEach(header -> headers.merge(header.getKey().toLowerCase(), header.getValue(),
                (one, other) -> one + "," + other));
        return headers;
    }

    private static JsonNode parsed(Buffer body) {
        try {
            return EventFrames.JSON.readTree(body.getBytes());
        } catch (IOException notJson) {
            return EventFrames.JSON.missingNode();
        }
    }
}
