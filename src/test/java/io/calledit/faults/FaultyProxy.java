package io.calledit.faults;

import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;

/**
 * A bad network between clients and a service: what TCP allows and no more. Bytes come late, in other pieces, or no longer,
 * but those that come are the ones that were sent, in their order.
 *
 * <p>Each client has a door of its own, so that what happens to its n-th connection depends on the seed, the door and n
 * alone, and not on who else connects.
 */
final class FaultyProxy implements AutoCloseable {

    private static final long PATIENCE_S = 30;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient outward = vertx.createNetClient();
    private final URI service;
    private final long seed;
    private final Map<Weather.Fate, AtomicInteger> fates = new ConcurrentHashMap<>();
    private int doors;

    FaultyProxy(URI service, long seed) {
        this.service = service;
        this.seed = seed;
    }

    /** A further door to the service. */
    URI open() throws Exception {
        int door = doors++;
        AtomicInteger connections = new AtomicInteger();
        int port = vertx.createNetServer(new NetServerOptions().setHost("localhost").setPort(0))
                .connectHandler(client -> {
                    Random random = random(door, connections.incrementAndGet());
                    Weather weather = Weather.drawn(random);
                    fates.computeIfAbsent(weather.fate(), none -> new AtomicInteger()).incrementAndGet();
                    join(client, weather, random);
                })
                .listen().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS).actualPort();
        return URI.create("http://localhost:" + port);
    }

    /** How many connections were meant for each fate; whether they lived to see it is another matter. */
    Map<Weather.Fate, AtomicInteger> fates() {
        return fates;
    }

    private Random random(int door, int connection) {
        Random random = new Random(seed * 1_000_003 + door * 1_009L + connection);
        random.nextLong(); // seeds that are near each other begin alike
        return random;
    }

    private void join(NetSocket client, Weather weather, Random random) {
        client.pause();
        outward.connect(service.getPort(), service.getHost())
                .onFailure(refused -> client.close())
                .onSuccess(server -> new Connection(client, server, weather, random).begin());
    }

    /** One client's connection and the one to the service that stands behind it. */
    private final class Connection {

        private final NetSocket client;
        private final NetSocket server;
        private final Weather weather;
        private final Pump up;
        private final Pump down;
        private boolean met; // its fate

        private Connection(NetSocket client, NetSocket server, Weather weather, Random random) {
            this.client = client;
            this.server = server;
            this.weather = weather;
            Runnable fate = this::meetFate;
            up = new Pump(vertx, client, server, weather.up(), new Random(random.nextLong()),
                    weather.counted() == Weather.Direction.UP ? weather.after() : Long.MAX_VALUE, fate);
            down = new Pump(vertx, server, client, weather.down(), new Random(random.nextLong()),
                    weather.counted() == Weather.Direction.DOWN ? weather.after() : Long.MAX_VALUE, fate);
        }

        private void begin() {
            up.begin();
            down.begin();
        }

        private void meetFate() {
            if (met) {
                return;
            }
            met = true;
            switch (weather.fate()) {
                case CLOSED -> {
                    client.close();
                    server.close();
                }
                case RESET -> {
                    reset(client);
                    reset(server);
                }
                case LOST_TO_THE_CLIENT -> {
                    up.swallow();
                    down.swallow();
                    reset(server);
                }
                case DEAF -> up.swallow();
                case MUTE -> down.swallow();
                case DEAD -> {
                    up.swallow();
                    down.swallow();
                }
            }
        }
    }

    private static void reset(NetSocket end) {
        ((NetSocketInternal) end).channelHandlerContext().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        end.close();
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    }
}
