package io.calledit.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Holds the frames of a run, and when each was appended, in little memory: of a token no more than its characters and
 * three numbers. An object for each would take five times as much, for as long as the run is kept. Not safe for use by
 * several threads.
 */
final class FrameStore {

    private static final int FIRST_SIZE = 64;

    private final List<Frame.OfRun> frames = new ArrayList<>(FIRST_SIZE); // null for text
    private final StringBuilder text = new StringBuilder(4 * FIRST_SIZE);
    private int[] textEnds = new int[FIRST_SIZE]; // where the text of each frame, or that before it, ends
    private int[] times = new int[FIRST_SIZE];
    private String runId;
    private Frame.OfRun last;

    int size() {
        return frames.size();
    }

    /** @param at when, in milliseconds since the log was begun */
    void add(Frame.OfRun frame, int at) {
        int index = frames.size();
        if (index == times.length) {
            times = Arrays.copyOf(times, 2 * index);
            textEnds = Arrays.copyOf(textEnds, 2 * index);
        }
        if (frame instanceof Frame.Text words) {
            text.append(words.content());
            frames.add(null);
        } else {
            frames.add(frame);
        }
        textEnds[index] = text.length();
        times[index] = at;
        runId = frame.runId();
        last = frame;
    }

    /** When a frame was appended, in milliseconds since the log was begun. */
    int time(int index) {
        return times[index];
    }

    Frame.OfRun get(int index) {
        if (index == frames.size() - 1) {
            return last;
        }
        Frame.OfRun frame = frames.get(index);
        return frame == null ? text(index, index) : frame;
    }

    /** As {@link #get}, but as much of the text that follows joined to text as is no longer than that. */
    Frame.OfRun joined(int index, int longest) {
        if (!isText(index) || index == frames.size() - 1) {
            return get(index);
        }
        int end = index;
        while (end + 1 < frames.size() && isText(end + 1) && textEnds[end + 1] - textStart(index) <= longest) {
            end++;
        }
        return text(index, end);
    }

    List<Frame.OfRun> allButText() {
        return frames.stream().filter(Objects::nonNull).toList();
    }

    private boolean isText(int index) {
        return frames.get(index) == null;
    }

    private Frame.Text text(int first, int last) {
        return new Frame.Text(runId, first + 1, last + 1, text.substring(textStart(first), textEnds[last]));
    }

    private int textStart(int index) {
        return index == 0 ? 0 : textEnds[index - 1];
    }

    /** The run is over: gives back what was kept ready for more. */
    void trim() {
        text.trimToSize();
        times = Arrays.copyOf(times, frames.size());
        textEnds = Arrays.copyOf(textEnds, frames.size());
        ((ArrayList<Frame.OfRun>) frames).trimToSize();
    }
}
