package io.calledit.line;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** How large a frame may be; some doors have a limit of their own. */
final class FrameLimit {

    /** The most bytes that one char of text becomes in JSON: an escape of six characters. */
    private static final int BYTES_PER_CHAR = 6;
    /** More than all of a text frame but its content. */
    private static final int BYTES_AROUND_TEXT = 256;

    private final long most;
    private final FrameWriter frames;

    /** @param most in bytes of UTF-8; 0 for any number */
    FrameLimit(long most, FrameWriter frames) {
        this.most = most;
        this.frames = frames;
    }

    /** @param frame made for whatever number it will get */
    boolean allows(IntFunction<Frame.OfRun> frame) {
        if (most == 0) {
            return true;
        }
        Frame.OfRun longest = frame.apply(Integer.MAX_VALUE);
        if (longest instanceof Frame.Text text && BYTES_AROUND_TEXT + (long) BYTES_PER_CHAR * text.content().length() <= most) {
            return true; // as nearly all are, without being written for it
        }
        if (longest instanceof Frame.Complete complete) {
            longest = complete.joinedTo(new Frame.Finished(complete.runId(), complete.seq() - 1)); // as a door may send it
        }
        return frames.write(longest).getBytes(StandardCharsets.UTF_8).length <= most;
    }
}
