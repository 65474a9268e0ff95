package io.calledit.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The frames of one run as one client read them, which must be 1, 2, 3 … up to the one that ends it. */
final class Story {

    private static final Set<String> ENDS = Set.of("complete", "error", "stopped");

    private final String runId;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private JsonNode last;
    private int lastSeq;
    private int joined;

    /** A frame, or the text of all that follow each other: how those were joined is each reader's own. */
    private record Part(int from, int to, String content) {}

    Story(String runId) {
        this.runId = runId;
    }

    /** Takes the frame that comes next. */
    void add(JsonNode frame) {
        int seq = frame.path("seq").asInt();
        int from = frame.path("from").asInt(seq);
        if (last != null && hasEnded()) {
            throw new IllegalStateException("after the end of " + this + " came " + frame);
        }
        if (from != lastSeq + 1 || seq < from) {
            throw new IllegalStateException("after " + this + " came " + frame);
        }
        boolean isText = frame.path("type").asText().equals("text");
        if (seq > from) {
            if (!isText) {
                throw new IllegalStateException("only text is ever joined: " + frame);
            }
            joined++;
        }
        if (isText) {
            addText(from, seq, frame.path("content").asText());
        } else {
            parts.add(new Part(seq, seq, frame.toString()));
        }
        lastSeq = seq;
        last = frame;
    }

    private void addText(int from, int to, String content) {
        text.append(content);
        Part before = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (last != null && last.path("type").asText().equals("text")) {
            parts.set(parts.size() - 1, new Part(before.from(), to, before.content() + content));
        } else {
            parts.add(new Part(from, to, content));
        }
    }

    String runId() {
        return runId;
    }

    boolean hasEnded() {
        return last != null && ENDS.contains(last.path("type").asText());
    }

    int lastSeq() {
        return lastSeq;
    }

    /** The frame that came last. */
    JsonNode last() {
        return last;
    }

    /** How the run ended: {@code complete}, {@code stopped}, or the code of its error. */
    String outcome() {
        String type = last.path("type").asText();
        return type.equals("error") ? last.path("code").asText() : type;
    }

    /** All words of the model. */
    String text() {
        return text.toString();
    }

    /** Whether a status of that kind was among the frames. */
    boolean saw(String status) {
        return parts.stream().anyMatch(part -> part.content().contains("\"status\":\"" + status + "\""));
    }

    /** How many frames came that others were joined in. */
    int joined() {
        return joined;
    }

    /** Whether another reader was told the same: the same frames under the same numbers, and the same text in between. */
    boolean isTheSameAs(Story other) {
        return parts.equals(other.parts);
    }

    /** The frames in brief, with text that belongs together as one. */
    List<String> parts() {
        return parts.stream().map(Part::toString).toList();
    }

    @Override
    public String toString() {
        return "run " + runId + " up to " + lastSeq + (last == null ? "" : " (" + last.path("type").asText() + ")");
    }
}
