package io.calledit.sight;

import java.time.DateTimeException;
import java.util.StringJoiner;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.langchain4j.exception.LangChain4jException;

/**
 * A failure as it may be logged: what kind it is and where it happened, without the words that it quotes. The framework's
 * exceptions repeat a service's answer, which may hold the prompt or part of a key; a date's and JSON's repeat what
 * couldn't be read.
 */
public final class Unquoted extends Exception {

    private static final int LONGEST_MESSAGE = 300;
    private static final int MOST_CAUSES = 6;

    private Unquoted(Throwable failure, Throwable cause) {
        super(words(failure), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    /** That failure and its causes. */
    public static Throwable of(Throwable failure) {
        return of(failure, 1);
    }

    private static Throwable of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        boolean isLast = cause == null || cause == failure || depth == MOST_CAUSES;
        return new Unquoted(failure, isLast ? null : of(cause, depth + 1));
    }

    /** The failure and its causes on one line. What a service says of itself is not trusted to be short, or one line. */
    public static String causes(Throwable failure) {
        StringJoiner causes = new StringJoiner(" ← ");
        for (Throwable t = of(failure); t != null; t = t.getCause()) {
            causes.add(t.getMessage());
        }
        return causes.toString();
    }

    private static String words(Throwable t) {
        String message = t.getMessage() != null && isQuote(t) ? "…" : String.valueOf(t.getMessage());
        return t.getClass().getSimpleName() + ": "
                + message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)).replaceAll("\\p{Cntrl}+", " ");
    }

    /** What wraps another exception may have its words in its own. */
    private static boolean isQuote(Throwable t) {
        return t instanceof LangChain4jException
                || t instanceof DateTimeException
                || t instanceof JsonProcessingException
                || t.getCause() != null && t.getCause() != t && isQuote(t.getCause());
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
