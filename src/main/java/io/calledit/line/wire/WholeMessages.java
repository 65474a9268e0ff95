package io.calledit.line.wire;

import java.util.List;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/**
 * Joins a message that comes in parts, and lets its wire know where that gets too large, and where it is still going on
 * long after that.
 */
final class WholeMessages extends WebSocketFrameAggregator {

    /** As large as a single frame may be (quarkus.websockets-next.server.max-frame-size). */
    static final int MOST_TAKEN = 256 << 10;
    /** What a client's frame takes at least, so that parts without content come to an end, too. */
    static final int SMALLEST_FRAME = 6;

    private final Wire wire;
    private int taken; // of the message that is coming in

    WholeMessages(int largest, Wire wire) {
        super(largest);
        this.wire = wire;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) throws Exception {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            taken = 0;
        }
        taken += SMALLEST_FRAME + frame.content().readableBytes();
        if (taken > MOST_TAKEN && !frame.isFinalFragment()) {
            taken = 0;
            wire.endless();
        }
        super.decode(ctx, frame, out);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, WebSocketFrame oversized) {
        wire.oversized(ctx);
    }
}
