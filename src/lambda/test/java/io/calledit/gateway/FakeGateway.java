package io.calledit.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.calledit.line.LineFixture;

/** A gateway's management API, over real HTTP: it keeps what is posted, and answers otherwise where a test says so. */
public final class FakeGateway implements AutoCloseable {

    private static final int OK = 200;
    private static final int GONE = 410;
    private static final String PATH = "/@connections/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, BlockingQueue<JsonNode>> posted = new ConcurrentHashMap<>();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final Deque<Integer> refusals = new ConcurrentLinkedDeque<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Map<String, Semaphore> held = new ConcurrentHashMap<>();
    private final Semaphore arrived = new Semaphore(0);

    public FakeGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String connection = exchange.getRequestURI().getPath().substring(PATH.length());
        arrived.release();
        Semaphore hold = held.get(connection);
        if (hold != null) {
            hold.acquireUninterruptibly();
        }
        Integer refusal = refusals.poll();
        int status = gone.contains(connection) ? GONE : refusal == null ? OK : refusal;
        if (status == OK) {
            sizes.add(body.length);
            frames(connection).add(LineFixture.JSON.readTree(new String(body, StandardCharsets.UTF_8)));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** What was posted to that connection and not looked at yet. */
    BlockingQueue<JsonNode> frames(String connection) {
        return posted.computeIfAbsent(connection, id -> new LinkedBlockingQueue<>());
    }

    /** The next frame for that connection. */
    public JsonNode next(String connection) throws InterruptedException {
        JsonNode frame = frames(connection).poll(20, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("nothing more was posted to " + connection);
        }
        return frame;
    }

    /** The sizes of all frames so far, in bytes. */
    List<Integer> sizes() {
        return List.copyOf(sizes);
    }

    /** The next posts are answered with these statuses, whomever they are for. */
    public void refuse(Integer... statuses) {
        refusals.addAll(List.of(statuses));
    }

    /** That connection isn't there any more. */
    public void hangUp(String connection) {
        gone.add(connection);
    }

    /** From now on, posts to that connection are answered as the permits allow. */
    Semaphore hold(String connection) {
        Semaphore permits = new Semaphore(0);
        held.put(connection, permits);
        return permits;
    }

    /** Waits for that many posts to have come in, whatever becomes of them; each counts once. */
    void awaitPosts(int posts) throws InterruptedException {
        if (!arrived.tryAcquire(posts, 20, TimeUnit.SECONDS)) {
            throw new AssertionError("there were no " + posts + " posts");
        }
    }

    @Override
    public void close() {
        held.values().forEach(permits -> permits.release(1_000_000));
        server.stop(0);
        threads.shutdownNow();
    }
}
