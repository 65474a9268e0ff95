package io.calledit.gateway.table;

import static java.util.Objects.requireNonNull;

import io.calledit.line.Frame;

/**
 * A frame and when it came.
 *
 * @param at in milliseconds since the run began
 */
public record TimedFrame(int at, Frame.OfRun frame) {

    public TimedFrame {
        requireNonNull(frame, "frame");
    }
}
