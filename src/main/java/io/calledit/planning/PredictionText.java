package io.calledit.planning;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** How a person's words are put into a prompt so that they stay data. */
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
}
