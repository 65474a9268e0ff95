package io.calledit.line;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds the frames of a run, and when each was appended, in little memory: of a token no more than its characters and
 * two numbers, which {@link #pack} makes smaller still. An object for each would take several times as much, for as long
 * as the run is kept. Not safe for use by several threads.
 */
final class FrameStore {

    private static final int BYTES_PER_OTHER = 128;

    private final List<Frame.OfRun> others = new ArrayList<>(); // all but text, in order
    private final Rising textEnds = new Rising(); // where the text of each frame, or that before it, ends
    private final Rising times = new Rising();
    private StringBuilder growing = new StringBuilder(1_024); // null once packed
    private String packed; // null before
    private String runId;
    private Frame.OfRun last;

    int size() {
        return times.size();
    }

    /** @param at when, in milliseconds since the log was begun */
    void add(Frame.OfRun frame, int at) {
        if (frame instanceof Frame.Text words) {
            growing.append(words.content());
        } else {
            others.add(frame);
        }
        textEnds.add(growing.length());
        times.add(at);
        runId = frame.runId();
        last = frame;
    }

    /** When a frame was appended, in milliseconds since the log was begun. */
    int time(int index) {
        return times.get(index);
    }

    Frame.OfRun get(int index) {
        if (index == size() - 1) {
            return last;
        }
        int other = other(index);
        return other < 0 ? text(index, index) : others.get(other);
    }

    /** As {@link #get}, but as much of the text that follows joined to text as is no longer than that. */
    Frame.OfRun joined(int index, int longest) {
        if (!isText(index) || index == size() - 1) {
            return get(index);
        }
        int start = textStart(index);
        int end = index;
        while (end + 1 < size() && textEnds.get(end + 1) - start <= longest && isText(end + 1)) {
            end++;
        }
        return text(index, end);
    }

    /** All of the model's words since it last began anew: those that are to become a plan. */
    String answer() {
        int begun = 0;
        for (Frame.OfRun other : others) {
            if (other instanceof Frame.Repairing) {
                begun = textStart(other.seq());
            }
        }
        return size() == 0 ? "" : words(begun, textEnds.get(size() - 1));
    }

    List<Frame.OfRun> allButText() {
        return List.copyOf(others);
    }

    /** Whether nothing but text, if anything, comes after that many frames. */
    boolean isAllTextAfter(int count) {
        return others.isEmpty() || others.get(others.size() - 1).seq() <= count;
    }

    private boolean isText(int index) {
        return other(index) < 0;
    }

    /** Where a frame stands among those that aren't text; negative for text. */
    private int other(int index) {
        int low = 0;
        int high = others.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = others.get(middle).seq() - 1;
            if (found == index) {
                return middle;
            }
            if (found < index) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private Frame.Text text(int first, int last) {
        return new Frame.Text(runId, first + 1, last + 1, words(textStart(first), textEnds.get(last)));
    }

    private String words(int from, int to) {
        return packed == null ? growing.substring(from, to) : packed.substring(from, to);
    }

    private int textStart(int index) {
        return index == 0 ? 0 : textEnds.get(index - 1);
    }

    /** The run is over, and no frame is added any more: from here on its text and numbers take what they have to. */
    void pack() {
        packed = growing.toString();
        growing = null;
        textEnds.pack();
        times.pack();
    }

    /** About how many bytes it takes once packed; the text counts twice, since a plan holds it once more. */
    long weight() {
        long text = 2L * (packed == null ? growing.length() : packed.length());
        if (packed == null || !isLatin(packed)) {
            text *= 2;
        }
        return text + textEnds.bytes() + times.bytes() + others.stream().mapToLong(FrameStore::weight).sum();
    }

    private static long weight(Frame.OfRun other) {
        return BYTES_PER_OTHER
                + (other instanceof Frame.Tool tool && tool.input() != null ? 2L * tool.input().length() : 0);
    }

    /** A string of nothing else takes a byte for each character, and any other two. */
    private static boolean isLatin(String text) {
        return text.chars().allMatch(c -> c <= 0xff);
    }
}
