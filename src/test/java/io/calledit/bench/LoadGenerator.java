package io.calledit.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;

/**
 * The people: many sockets on which plans are asked for, one after the other. Its orders:
 *
 * <ul>
 *   <li>{@code load PORT SOCKETS TOKENS SPREAD_MS}: opens the sockets, each of which asks for its first plan at its own
 *       moment of that time, and for the next when it has one
 *   <li>{@code mark}: what has been received; see {@link Tally#mark()}
 *   <li>{@code end}: asks for nothing more, waits until every plan is there, and closes the sockets
 *   <li>{@code wander PORT SOCKETS TOKENS SEED}: like {@code load}, but by people who stop, come back and leave; see
 *       {@link Wanderer}
 *   <li>{@code idle PORT SOCKETS}: opens sockets that say nothing; {@code close} closes them
 *   <li>{@code first PORT}: asks as soon as somebody listens; answers with the {@link System#nanoTime()} of the first text
 * </ul>
 */
final class LoadGenerator {

    private static final int AT_ONCE = 50;
    private static final long PATIENCE_S = 60;

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(50_000));
    private final List<Caller> callers = new ArrayList<>();
    private final List<WebSocket> idle = new ArrayList<>();
    private final List<Wanderer> wanderers = new ArrayList<>();
    private Tally tally = new Tally();

    private LoadGenerator() {}

    public static void main(String[] arguments) throws Exception {
        LoadGenerator generator = new LoadGenerator();
        System.out.println("Listening on: http://nowhere");
        Commands.follow(generator::obey);
    }

    private String obey(String[] words) throws Exception {
        switch (words[0]) {
            case "load" -> load(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]),
                    Long.parseLong(words[4]));
            case "wander" -> {
                tally = new Tally();
                Random seeds = new Random(Long.parseLong(words[4]));
                for (int i = 0; i < Integer.parseInt(words[2]); i++) {
                    wanderers.add(new Wanderer(client, vertx, Integer.parseInt(words[1]), Integer.parseInt(words[3]),
                            new Random(seeds.nextLong()), tally));
                }
                wanderers.forEach(Wanderer::begin);
            }
            case "mark" -> {
                return tally.mark();
            }
            case "end" -> {
                end();
                return tally.mark();
            }
            case "idle" -> {
                idle.addAll(open(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
                return Integer.toString(idle.size());
            }
            case "close" -> {
                int open = (int) idle.stream().filter(socket -> !socket.isClosed()).count();
                closeAll(idle);
                idle.clear();
                return Integer.toString(open);
            }
            case "first" -> {
                return Long.toString(new FirstWord(vertx, client, Integer.parseInt(words[1])).await(PATIENCE_S));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "ok";
    }

    private void load(int port, int sockets, int tokens, long spreadMs) throws Exception {
        tally = new Tally();
        for (WebSocket socket : open(port, sockets)) {
            callers.add(new Caller(socket, tokens, tally));
        }
        for (int i = 0; i < callers.size(); i++) {
            Caller caller = callers.get(i);
            vertx.setTimer(1 + spreadMs * i / callers.size(), now -> caller.begin());
        }
    }

    private void end() throws Exception {
        List<CompletableFuture<Void>> ends = Stream.concat(
                callers.stream().map(Caller::end), wanderers.stream().map(Wanderer::end)).toList();
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            tally.trouble(ends.stream().filter(end -> !end.isDone()).count() + " plans never ended");
        }
        closeAll(callers.stream().map(Caller::socket).toList());
        callers.clear();
        wanderers.clear();
    }

    private List<WebSocket> open(int port, int count) throws Exception {
        List<WebSocket> open = new ArrayList<>(count);
        URI address = URI.create("http://localhost:" + port + "/ws");
        while (open.size() < count) {
            // A few at a time: more would fill the server's queue of new connections, and be turned away.
            List<CompletableFuture<WebSocket>> opening = new ArrayList<>();
            for (int i = open.size(); i < Math.min(count, open.size() + AT_ONCE); i++) {
                opening.add(client.connect(address.getPort(), address.getHost(), address.getPath())
                        .toCompletionStage().toCompletableFuture());
            }
            for (CompletableFuture<WebSocket> socket : opening) {
                open.add(socket.get(PATIENCE_S, TimeUnit.SECONDS));
            }
        }
        return open;
    }

    private static void closeAll(List<WebSocket> sockets) throws Exception {
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        for (WebSocket socket : sockets) {
            closing.add(socket.close().toCompletionStage().toCompletableFuture());
        }
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)).get(PATIENCE_S, TimeUnit.SECONDS);
    }
}
