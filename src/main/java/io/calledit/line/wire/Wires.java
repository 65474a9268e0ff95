package io.calledit.line.wire;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;

/** The open connections of this node, each with its {@link Wire}, and how many of them come from one address. */
@ApplicationScoped
public class Wires implements HttpUpgradeCheck {

    private static final Logger LOG = Logger.getLogger(Wires.class);
    private static final CloseReason TOO_MANY =
            new CloseReason(WebSocketCloseStatus.TRY_AGAIN_LATER.code(), "Too many connections");

    private final WireConfig config;
    private final WireWords words;
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();

    Wires(WireConfig config, WireWords words) {
        this.config = config;
        this.words = words;
    }

    /** Lays the wire while the connection still speaks HTTP, so that none of its messages comes in beside it. */
    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
        HttpServerRequest request = upgrade.httpRequest();
        ChannelPipeline pipeline = ((ConnectionBase) request.connection()).channel().pipeline();
        Wire wire = pipeline.get(Wire.class); // there already where an earlier upgrade was refused
        if (wire == null) {
            wire = lay(pipeline, addressOf(request));
        }
        upgrade.userData().put(Wire.KEY, wire);
        return CheckResult.permitUpgrade();
    }

    private Wire lay(ChannelPipeline pipeline, String address) {
        boolean isWelcome = count(address) <= config.perAddress() || config.perAddress() == 0;
        AtomicReference<Wire> laid = new AtomicReference<>();
        Wire wire = new Wire(address, isWelcome, config.messagesWaiting(), words, () -> gone(laid.get()));
        laid.set(wire);
        String framework = pipeline.context(VertxHandler.class).name();
        pipeline.addBefore(framework, "whole messages", new WholeMessages(words.largestMessage(), wire));
        pipeline.addBefore(framework, "wire", wire);
        return wire;
    }

    private int count(String address) {
        return perAddress.merge(address, 1, Integer::sum);
    }

    private void gone(Wire wire) {
        open.remove(wire);
        perAddress.computeIfPresent(wire.address(), (address, n) -> n == 1 ? null : n - 1);
    }

    private static String addressOf(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "(local)" : host; // a domain socket has none
    }

    /** A connection is open now; where it is one too many, it is told so and closed again. */
    public Uni<Void> opened(WebSocketConnection connection) {
        Wire wire = Wire.of(connection);
        wire.connected(connection);
        if (wire.isWelcome()) {
            open.add(wire);
            if (wire.isGone()) {
                open.remove(wire);
            }
            return Uni.createFrom().voidItem();
        }
        LOG.warnf("A connection from %s is one too many", wire.address());
        return connection.sendText(words.tooManyConnections())
                .onTermination().invoke(() -> wire.hangUp(TOO_MANY, Wire.TO_READ_WHY));
    }

    /** How many connections are open. */
    public int count() {
        return open.size();
    }

    Set<Wire> open() {
        return open;
    }
}
