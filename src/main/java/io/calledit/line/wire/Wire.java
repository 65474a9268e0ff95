package io.calledit.line.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;

/**
 * One connection, where its frames come in and before the framework, which would queue any number of them, sees any.
 *
 * <p>A message waits from here until it has been dealt with and its answer, if it has one, is on its way: so a client
 * that sends faster than it is answered, or doesn't read its answers, is refused, and what it costs is bounded.
 */
public final class Wire extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(Wire.class);
    static final TypedKey<Wire> KEY = new TypedKey<>("wire");
    private static final CloseReason FLOODED =
            new CloseReason(WebSocketCloseStatus.POLICY_VIOLATION.code(), "Too many messages at once");
    private static final CloseReason ENDLESS =
            new CloseReason(WebSocketCloseStatus.MESSAGE_TOO_BIG.code(), "A message without an end");
    /** How long a client gets to read why, while what it still sends is dropped: closed with that unread, it may not. */
    static final Duration TO_READ_WHY = Duration.ofSeconds(2);

    private final String address;
    private final boolean isWelcome;
    private final int mostWaiting;
    private final WireWords words;
    private final Runnable whenGone;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile ChannelHandlerContext context;
    private volatile WebSocketConnection connection;
    private volatile boolean heard = true;
    private volatile boolean deaf;
    private volatile boolean gone;
    private int refusedInTurn; // only touched by the connection's event loop
    private int quietFor; // in beats; only touched by the heartbeat

    /** @param isWelcome whether it may be used; else it is only there to be told why not */
    Wire(String address, boolean isWelcome, int mostWaiting, WireWords words, Runnable whenGone) {
        this.address = requireNonNull(address, "address");
        this.isWelcome = isWelcome;
        this.mostWaiting = mostWaiting;
        this.words = words;
        this.whenGone = whenGone;
        this.deaf = !isWelcome;
    }

    /** That connection's wire. */
    public static Wire of(WebSocketConnection connection) {
        return connection.userData().get(KEY);
    }

    /** A message that came in has been dealt with, and its answer is on its way. */
    public void answered() {
        waiting.updateAndGet(n -> Math.max(0, n - 1)); // a failure of the connection itself answers no message
    }

    /** How many messages wait, to be read or to be answered. */
    int waiting() {
        return waiting.get();
    }

    String address() {
        return address;
    }

    boolean isWelcome() {
        return isWelcome;
    }

    boolean isGone() {
        return gone;
    }

    void connected(WebSocketConnection opened) {
        connection = opened;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof WebSocketFrame frame) {
            heard = true;
            receive(ctx, frame);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void receive(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            ctx.fireChannelRead(frame);
        } else if (frame instanceof PingWebSocketFrame) {
            pong(ctx, frame);
        } else if (deaf || frame instanceof PongWebSocketFrame || frame instanceof ContinuationWebSocketFrame) {
            frame.release(); // whole messages come in here: the aggregator before has joined what was in parts
        } else if (waiting.get() >= mostWaiting) {
            frame.release();
            refuseOneTooMany(ctx);
        } else {
            waiting.incrementAndGet();
            refusedInTurn = 0;
            if (frame.content().readableBytes() > words.largestMessage()) {
                frame.release();
                refuseTooLarge(ctx);
            } else {
                ctx.fireChannelRead(frame);
            }
        }
    }

    /** Only where the last one got away: who sends pings and doesn't read the answers would have them pile up here. */
    private static void pong(ChannelHandlerContext ctx, WebSocketFrame ping) {
        if (ctx.channel().isWritable()) {
            ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
        } else {
            ping.release();
        }
    }

    private void refuseOneTooMany(ChannelHandlerContext ctx) {
        refusedInTurn++;
        if (refusedInTurn <= mostWaiting) {
            ctx.writeAndFlush(new TextWebSocketFrame(words.tooManyMessages()));
        } else {
            LOG.warnf("A connection from %s is closed: it goes on sending while %d messages wait", address, waiting.get());
            hangUp(FLOODED, TO_READ_WHY);
        }
    }

    private void refuseTooLarge(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(new TextWebSocketFrame(words.tooLarge())).addListener(sent -> answered());
    }

    /** A message in parts has become too large; its remaining parts are dropped before they get here. */
    void oversized(ChannelHandlerContext ctx) {
        if (deaf) {
            return;
        }
        if (waiting.get() >= mostWaiting) {
            refuseOneTooMany(ctx);
        } else {
            waiting.incrementAndGet();
            refuseTooLarge(ctx);
        }
    }

    /** It has been refused, and goes on and on: nothing else could be read from this connection until it ended. */
    void endless() {
        if (!deaf) {
            LOG.debugf("A connection from %s is closed: it sends a message without an end", address);
            hangUp(ENDLESS, TO_READ_WHY);
        }
    }

    /** What follows a frame that breaks the protocol, or is too large to be read at all, can't be made sense of any more. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof PrematureChannelClosureException) {
            return; // gone in the middle of a message, which is said next
        }
        if (!(cause instanceof CorruptedWebSocketFrameException broken)) {
            ctx.fireExceptionCaught(cause);
            return;
        }
        if (deaf) {
            return;
        }
        WebSocketCloseStatus status = broken.closeStatus();
        LOG.debugf("A connection from %s is closed with %d: %s", address, status.code(), broken.getMessage());
        if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            ctx.writeAndFlush(new TextWebSocketFrame(words.tooLarge()));
        }
        hangUp(new CloseReason(status.code(), status.reasonText()), TO_READ_WHY);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone = true;
        whenGone.run();
        ctx.fireChannelInactive();
    }

    /** Reads no more from this connection, says why, and closes it, whether or not the other end takes notice. */
    void hangUp(CloseReason reason, Duration toReadWhy) {
        deaf = true;
        WebSocketConnection open = connection;
        if (open != null && open.isOpen()) {
            open.close(reason).subscribe().with(said -> {}, failed -> LOG.debugf(failed, "Nobody heard the goodbye"));
        }
        context.executor().schedule(() -> context.close(), toReadWhy.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Takes note that a beat has passed.
     *
     * @param pingEvery after how many beats without a sign of life the other end is asked for one
     * @param silence after how many it is given up
     */
    void beat(int pingEvery, int silence) {
        if (heard) {
            heard = false;
            quietFor = 0;
            return;
        }
        quietFor++;
        if (quietFor >= silence) {
            LOG.debugf("Nothing comes from %s any more", address);
            hangUp(new CloseReason(WebSocketCloseStatus.INTERNAL_SERVER_ERROR.code(), "Nothing was heard any more"), Duration.ZERO);
        } else if (!deaf && quietFor % pingEvery == 0) {
            context.writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        }
    }
}
