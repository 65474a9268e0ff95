package io.calledit.model.rules.deadline;

import java.util.function.Function;

/** A time that a sentence mentions: where, what it means, and what it means when seen from a later day. */
record Mention(int start, int end, Stretch stretch, Function<Today, Stretch> again) {

    int length() {
        return end - start;
    }

    boolean overlaps(Mention other) {
        return start < other.end && other.start < end;
    }
}
