package io.calledit.line.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

class WireTest {

    private static final int MOST_WAITING = 3;
    private static final int PING_EVERY = 2;
    private static final int SILENCE = 5;

    private final List<String> happened = new ArrayList<>();
    private final Wire wire = new Wire("192.0.2.1", true, MOST_WAITING, new Words(), () -> happened.add("gone"));
    private final EmbeddedChannel channel = new EmbeddedChannel(wire);

    /** Says what it is asked for. */
    private static final class Words implements WireWords {

        @Override
        public int largestMessage() {
            return 10;
        }

        @Override
        public String tooLarge() {
            return "too large";
        }

        @Override
        public String tooManyMessages() {
            return "too many";
        }

        @Override
        public String tooManyConnections() {
            return "too many connections";
        }
    }

    @AfterEach
    void letGo() {
        channel.finishAndReleaseAll();
    }

    @Test
    void messagesWaitUntilTheyAreAnsweredAndOneTooManyIsRefused() {
        for (int i = 0; i < MOST_WAITING; i++) {
            channel.writeInbound(text("hello"));
        }
        channel.writeInbound(text("again"));

        assertThat(channel.inboundMessages()).hasSize(MOST_WAITING);
        assertThat(said()).containsExactly("too many");
        assertThat(channel.isOpen()).isTrue();

        wire.answered();
        channel.writeInbound(text("and now"));

        assertThat(channel.inboundMessages()).hasSize(MOST_WAITING + 1);
        assertThat(said()).isEmpty();
    }

    @Test
    void whoGoesOnWhenRefusedIsHungUpOnAndNotHeardAnyMore() {
        for (int i = 0; i < 1_000; i++) {
            channel.writeInbound(text("hello"));
        }

        assertThat(channel.inboundMessages()).hasSize(MOST_WAITING);
        assertThat(said()).hasSize(MOST_WAITING).containsOnly("too many");
        assertThat(wire.waiting()).isEqualTo(MOST_WAITING);
        channel.advanceTimeBy(Wire.TO_READ_WHY.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(happened).containsExactly("gone");
    }

    @Test
    void whoIsHungUpOnIsAskedNothingMore() {
        for (int i = 0; i < 1_000; i++) {
            channel.writeInbound(text("hello"));
        }
        said();

        for (int beat = 0; beat < SILENCE; beat++) {
            wire.beat(PING_EVERY, SILENCE);
        }

        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void anAnswerThatIsReportedTwiceMakesNoRoom() {
        channel.writeInbound(text("hello"));
        wire.answered();
        wire.answered();

        assertThat(wire.waiting()).isZero();
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedAndGoesNoFurther() {
        channel.writeInbound(text("0123456789"), text("0123456789!"));

        assertThat(channel.inboundMessages()).hasSize(1);
        assertThat(said()).containsExactly("too large");
        assertThat(wire.waiting()).isEqualTo(1);
    }

    @Test
    void aFrameThatCannotBeReadIsTheLastOne() {
        channel.pipeline().fireExceptionCaught(
                new CorruptedWebSocketFrameException(WebSocketCloseStatus.MESSAGE_TOO_BIG, "more than that"));
        channel.writeInbound(text("hello"));
        for (int beat = 0; beat <= PING_EVERY; beat++) {
            wire.beat(PING_EVERY, SILENCE); // who was said goodbye to is asked nothing any more
        }

        assertThat(channel.outboundMessages()).hasSize(1);
        assertThat(said()).containsExactly("too large");
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(Wire.TO_READ_WHY.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aMessageOfEmptyPartsWithoutAnEndIsTheLastOne() {
        channel.pipeline().addFirst(new WholeMessages(10, wire));
        channel.writeInbound(new TextWebSocketFrame(false, 0, ""));
        for (int i = 1; i < WholeMessages.MOST_TAKEN / WholeMessages.SMALLEST_FRAME; i++) {
            channel.writeInbound(new ContinuationWebSocketFrame(false, 0, ""));
        }
        channel.advanceTimeBy(Wire.TO_READ_WHY.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();

        channel.writeInbound(new ContinuationWebSocketFrame(false, 0, ""), new ContinuationWebSocketFrame(false, 0, ""));
        channel.advanceTimeBy(Wire.TO_READ_WHY.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.inboundMessages()).isEmpty();
    }

    @Test
    void aMessageThatWasRefusedAndEndedIsForgottenAndTheNextOneRead() {
        channel.pipeline().addFirst(new WholeMessages(10, wire));
        for (int i = 0; i < 5; i++) {
            channel.writeInbound(new TextWebSocketFrame(false, 0, "x".repeat(WholeMessages.MOST_TAKEN / 4)));
            channel.writeInbound(new ContinuationWebSocketFrame(true, 0, "and its end"));
        }
        channel.writeInbound(new TextWebSocketFrame(false, 0, "hel"), new ContinuationWebSocketFrame(true, 0, "lo"));

        assertThat(said()).hasSize(5).containsOnly("too large");
        assertThat(channel.inboundMessages()).singleElement()
                .satisfies(message -> assertThat(((TextWebSocketFrame) message).text()).isEqualTo("hello"));
    }

    @Test
    void aPingIsAnsweredHereAndAPongIsOnlyASignOfLife() {
        channel.writeInbound(new PingWebSocketFrame(Unpooled.copiedBuffer("1", java.nio.charset.StandardCharsets.UTF_8)));
        channel.writeInbound(new PongWebSocketFrame());

        PongWebSocketFrame pong = channel.readOutbound();
        assertThat(pong.content().toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("1");
        pong.release();
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(wire.waiting()).isZero();
    }

    @Test
    void whoAnswersPingsIsNeverGivenUp() {
        for (int beat = 0; beat < 10 * SILENCE; beat++) {
            wire.beat(PING_EVERY, SILENCE);
            if (channel.readOutbound() instanceof PingWebSocketFrame) {
                channel.writeInbound(new PongWebSocketFrame());
            }
        }
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void whoAnswersNoPingIsGivenUp() {
        wire.beat(PING_EVERY, SILENCE); // something came just before
        for (int beat = 1; beat < SILENCE; beat++) {
            wire.beat(PING_EVERY, SILENCE);
        }
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.outboundMessages()).hasSize(2).allMatch(PingWebSocketFrame.class::isInstance);

        wire.beat(PING_EVERY, SILENCE);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(happened).containsExactly("gone");
    }

    @Test
    void aConnectionThatIsOneTooManyIsNotListenedTo() {
        EmbeddedChannel extra = new EmbeddedChannel(new Wire("192.0.2.1", false, MOST_WAITING, new Words(), () -> {}));

        extra.writeInbound(text("hello"));

        assertThat(extra.inboundMessages()).isEmpty();
        extra.finishAndReleaseAll();
    }

    private static TextWebSocketFrame text(String text) {
        return new TextWebSocketFrame(text);
    }

    private List<String> said() {
        List<String> said = new ArrayList<>();
        for (Object sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            TextWebSocketFrame text = (TextWebSocketFrame) sent;
            said.add(text.text());
            text.release();
        }
        return said;
    }
}
