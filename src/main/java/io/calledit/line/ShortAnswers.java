package io.calledit.line;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.calledit.line.wire.WireWords;

/** What is said on a wire to messages that nobody reads, in the protocol's words. */
@ApplicationScoped
class ShortAnswers implements WireWords {

    private static final Duration UNTIL_ONE_IS_CLOSED = Duration.ofSeconds(30);

    private final int largestMessage;
    private final String tooLarge;
    private final String tooManyMessages;
    private final String tooManyConnections;
    private final LineMeters meters;

    ShortAnswers(LineConfig config, FrameWriter frames, LineMeters meters) {
        this.meters = meters;
        this.largestMessage = (int) Math.min(Integer.MAX_VALUE, config.maxMessageSize().asLongValue());
        this.tooLarge = frames.write(new Frame.Refused(MessageReader.tooLarge(largestMessage)));
        this.tooManyMessages = frames.write(new Frame.Refused(Problem.of(
                ErrorCode.TOO_MANY_MESSAGES,
                "Too many messages wait for their answer. Send no more until some have been answered.")));
        this.tooManyConnections = frames.write(new Frame.Refused(Problem.of(
                ErrorCode.TOO_MANY_CONNECTIONS,
                "There are too many connections from your network. Close one, or try again in a moment.",
                UNTIL_ONE_IS_CLOSED)));
    }

    @Override
    public int largestMessage() {
        return largestMessage;
    }

    @Override
    public String tooLarge() {
        meters.refused(ErrorCode.BAD_MESSAGE);
        return tooLarge;
    }

    @Override
    public String tooManyMessages() {
        meters.refused(ErrorCode.TOO_MANY_MESSAGES);
        return tooManyMessages;
    }

    @Override
    public String tooManyConnections() {
        meters.connectionRefused(ErrorCode.TOO_MANY_CONNECTIONS);
        return tooManyConnections;
    }
}
