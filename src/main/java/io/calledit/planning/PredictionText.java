package io.calledit.planning;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** How words that aren't ours are put into a prompt so that they stay data. */
public final class PredictionText {

    private PredictionText() {}

    /**
     * Quotes a prediction as one JSON string in which {@code <} is escaped too, so that nothing a person writes can
     * close the tag around it.
     */
    public static String quote(String prediction) {
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(prediction));
        return '"' + escaped.replace("<", "\\u003c") + '"';
    }

    /** Quotes each of them and makes one JSON list of all. */
    public static String quote(List<String> texts) {
        return texts.stream().map(PredictionText::quote).collect(Collectors.joining(", ", "[", "]"));
    }
}
